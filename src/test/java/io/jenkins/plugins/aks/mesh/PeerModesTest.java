package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerModesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String POD =
            "{'metadata':{'namespace':'pets','name':'web-1','labels':{'app':'web','tier':'front'}},"
                    + "'spec':{'containers':[{'ports':[{'name':'http','containerPort':8080}]}]}}";

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @param at the day of its creation */
    private static JsonNode policy(String namespace, int at, String spec) {
        return json("{'metadata':{'namespace':'" + namespace + "','name':'p" + at + "','creationTimestamp':'2026-01-0"
                + at + "T00:00:00Z'},'spec':" + spec + "}");
    }

    private static String mode(JsonNode... policies) throws Exception {
        return new PeerModes(List.of(policies), "aks-istio-system").of("pets", List.of(json(POD)), "http");
    }

    @Test
    void withoutAPolicyPlainTextIsTakenToo() throws Exception {
        assertThat(mode()).isEqualTo("PERMISSIVE");
        assertThat(mode(policy("cats", 1, "{'mtls':{'mode':'STRICT'}}"))).isEqualTo("PERMISSIVE");
    }

    @Test
    void theNearestCounts() throws Exception {
        JsonNode mesh = policy("aks-istio-system", 1, "{'mtls':{'mode':'STRICT'}}");
        JsonNode namespace = policy("pets", 2, "{'mtls':{'mode':'PERMISSIVE'}}");
        JsonNode workload = policy("pets", 3, "{'selector':{'matchLabels':{'app':'web'}},'mtls':{'mode':'DISABLE'}}");
        JsonNode other = policy("pets", 1, "{'selector':{'matchLabels':{'app':'queue'}},'mtls':{'mode':'STRICT'}}");

        assertThat(mode(mesh)).isEqualTo("STRICT");
        assertThat(mode(mesh, namespace, other)).isEqualTo("PERMISSIVE");
        assertThat(mode(mesh, namespace, other, workload)).isEqualTo("DISABLE");
    }

    @Test
    void whatIsUnsetIsInherited() throws Exception {
        JsonNode mesh = policy("aks-istio-system", 1, "{'mtls':{'mode':'STRICT'}}");
        JsonNode unset = policy("pets", 2, "{'mtls':{'mode':'UNSET'}}");
        JsonNode workload = policy("pets", 3, "{'selector':{'matchLabels':{'app':'web'}}}");

        assertThat(mode(mesh, unset, workload)).isEqualTo("STRICT");
    }

    @Test
    void ofTwoForANamespaceTheOlderOneCounts() throws Exception {
        JsonNode older = policy("pets", 1, "{'mtls':{'mode':'STRICT'}}");
        JsonNode younger = policy("pets", 2, "{'mtls':{'mode':'PERMISSIVE'}}");

        assertThat(mode(younger, older)).isEqualTo("STRICT");
    }

    @Test
    void aPortCanHaveAModeOfItsOwn() throws Exception {
        JsonNode workload = policy(
                "pets",
                1,
                "{'selector':{'matchLabels':{'app':'web'}},'mtls':{'mode':'STRICT'},"
                        + "'portLevelMtls':{'8080':{'mode':'PERMISSIVE'}}}");

        assertThat(mode(workload)).isEqualTo("PERMISSIVE");
        assertThat(new PeerModes(new ArrayList<>(List.of(workload)), "root").of("pets", List.of(json(POD)), "9090"))
                .isEqualTo("STRICT");
    }
}
