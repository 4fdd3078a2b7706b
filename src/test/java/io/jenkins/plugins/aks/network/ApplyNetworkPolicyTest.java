package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplyNetworkPolicyTest {
    private static final String ONE =
            "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: one}, spec: {endpointSelector:"
                    + " {matchLabels: {app: web}}, ingress: [{fromEntities: [world]}]}}";

    private NetworkKit kit;

    @BeforeEach
    void start() throws Exception {
        kit = new NetworkKit();
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private List<String> names() {
        return kit.server.names(NetworkKit.POLICIES);
    }

    private String policy(String name, String pointer) {
        return kit.server.object(NetworkKit.POLICIES + "/" + name).at(pointer).toString();
    }

    @Test
    void theStoresPoliciesAreAppliedTakenAndOnceOnly() throws Exception {
        Map<String, Object> result = kit.apply(step -> step.setBuiltin("store"));

        assertThat(names())
                .containsExactly(
                        "allow-order-service-traffic",
                        "allow-product-service-traffic",
                        "allow-rabbitmq-traffic",
                        "allow-store-front-traffic");
        assertThat(result).containsEntry("changed", true).containsEntry("pruned", List.of());
        assertThat(policy("allow-rabbitmq-traffic", "/spec/egress")).isEqualTo("[{}]");
        assertThat(policy("allow-rabbitmq-traffic", "/status/conditions/0/status"))
                .isEqualTo("\"True\"");
        assertThat(kit.waitingFor).isEqualTo("the agents to enforce the policies");
        int writes = kit.writes().size();

        assertThat(kit.apply(step -> step.setBuiltin("store"))).containsEntry("changed", false);
        assertThat(kit.writes()).hasSize(writes);
    }

    @Test
    void aLaterManifestReallyReplacesTheRules() throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        kit.apply(step -> step.setYaml(ONE.replace("one", "allow-order-service-traffic")
                .replace("ingress: [{fromEntities: [world]}]", "egress: [{}]")));
        assertThat(policy("allow-order-service-traffic", "/spec/ingress")).isEmpty();
        kit.apply(step -> step.setBuiltin("store-chaos"));
        assertThat(policy("allow-store-front-traffic", "/spec/ingress")).isEqualTo("[{\"fromEndpoints\":[]}]");
        kit.apply(step -> step.setBuiltin("store-front"));
        assertThat(policy("allow-store-front-traffic", "/spec/ingress")).contains("world");
    }

    @Test
    void rulesThatAnotherManagerOwnsAreNotTakenForGone() {
        kit.server.apply(
                NetworkKit.POLICIES + "/one",
                "kubectl",
                ONE.replace("spec: {", "spec: {egress: [{toEntities: [all]}], "));
        assertThatThrownBy(() -> kit.apply(step -> step.setYaml(ONE)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("CiliumNetworkPolicy pets/one")
                .hasMessageContaining("spec.egress is not in the manifest and stays all the same")
                .hasMessageContaining("kubectl");
    }

    @Test
    void pruneDeletesOnlyWhatIsOursAndNoLongerNamed() throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        kit.server.apply(NetworkKit.POLICIES + "/foreign", "kubectl", ONE.replace("one", "foreign"));

        Map<String, Object> result = kit.apply(step -> {
            step.setYaml(ONE);
            step.setPrune(true);
        });

        assertThat(names()).containsExactly("foreign", "one");
        assertThat((List<?>) result.get("pruned")).hasSize(4);
        assertThat(result).containsEntry("changed", true);
    }

    @Test
    void deleteRemovesAllOrOursAndWaits() throws Exception {
        kit.apply(step -> step.setYaml(ONE));
        kit.server.apply(NetworkKit.POLICIES + "/foreign", "kubectl", ONE.replace("one", "foreign"));

        assertThat(kit.apply(step -> step.setDelete("ours")))
                .containsEntry("deleted", List.of("CiliumNetworkPolicy pets/one"));
        assertThat(kit.apply(step -> step.setDelete("all")))
                .containsEntry("deleted", List.of("CiliumNetworkPolicy pets/foreign"))
                .containsEntry("changed", true);
        assertThat(names()).isEmpty();
        assertThat(kit.apply(step -> step.setDelete("all"))).containsEntry("changed", false);
        assertThat(kit.session.lines).contains("no network policies to delete in namespace pets");
    }

    @Test
    void killedAtAnyTurnItWritesNothingTwice() throws Exception {
        for (int lives = 1; lives < 8; lives++) {
            kit.apply(step -> step.setDelete("all"));
            kit.server.apply(NetworkKit.POLICIES + "/old", "aks-pipeline-steps", marked("old"));
            int before = kit.writes().size();
            MemoryJournal journal = new MemoryJournal();
            for (int turn = 0; turn < lives; turn++) {
                Turn made = operation().advance(kit.session, journal);
                if (made instanceof Turn.Again again) {
                    kit.pass(again);
                }
                journal = journal.reopen();
            }

            assertThat(kit.run(operation(), journal)).containsEntry("changed", true);
            assertThat(kit.writes().subList(before, kit.writes().size()))
                    .as("killed after turn %s", lives)
                    .containsExactly("PATCH " + NetworkKit.POLICIES + "/one", "DELETE " + NetworkKit.POLICIES + "/old");
        }
    }

    private static String marked(String name) {
        return ONE.replace(
                "name: one", "name: " + name + ", labels: {app.kubernetes.io/managed-by: aks-pipeline-steps}");
    }

    private static Operation<AksSession> operation() throws Exception {
        return NetworkKit.policy(step -> {
            step.setYaml(ONE);
            step.setPrune(true);
        });
    }

    @Test
    void whatCiliumRefusesIsAnError() {
        assertThatThrownBy(() -> kit.apply(step -> step.setYaml(ONE.replace("[world]", "[internet]"))))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining(
                        "CiliumNetworkPolicy pets/one (yaml, line 1) is stored, but Cilium does not enforce it:"
                                + " unsupported entity: internet");
    }

    @Test
    void aCiliumThatSaysNothingIsNotWaitedForForever() throws Exception {
        kit.server.answer(
                NetworkKit.POLICIES + "/one",
                200,
                "{\"metadata\": {\"name\": \"one\", \"namespace\": \"pets\", \"resourceVersion\": \"1\"}}");

        assertThat(kit.apply(step -> step.setYaml(ONE))).containsEntry("changed", false);
        assertThat(kit.session.lines)
                .contains("Cilium does not say whether it takes CiliumNetworkPolicy pets/one; going on without that");
    }

    @Test
    void policiesOfAnyKindOfSourceAreTaken() throws Exception {
        kit.session.files.put("a.yaml", ONE);
        kit.session.web.put("https://x/b.yaml", ONE.replace("one", "two"));
        kit.apply(step -> {
            step.setFiles(List.of("a.yaml"));
            step.setUrls(List.of("https://x/b.yaml"));
        });
        assertThat(names()).containsExactly("one", "two");
    }

    @Test
    void onlyPoliciesInNamespacesThatExist() {
        assertThatThrownBy(
                        () -> kit.apply(step -> step.setYaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")))
                .hasMessageContaining("ConfigMap a (yaml, line 1) is no network policy");
        assertThatThrownBy(() -> kit.apply(step -> {
                    step.setBuiltin("store");
                    step.setNamespace("petz");
                }))
                .hasMessageContaining("namespace petz does not exist");
        assertThatThrownBy(
                        () -> kit.apply(step -> step.setYaml(ONE.replace("name: one", "name: one, namespace: other"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("namespace: 'pets' was given; allowed: 'other'");
        assertThat(kit.writes()).isEmpty();
    }

    @Test
    void wrongParametersAreRefusedBeforeAnything() {
        assertThatThrownBy(() -> NetworkKit.policy(step -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("files, yaml, urls or builtin");
        assertThatThrownBy(() -> NetworkKit.policy(step -> step.setBuiltin("shop")))
                .hasMessageContaining("allowed: store, store-fqdn, store-chaos, store-front");
        assertThatThrownBy(() -> NetworkKit.policy(step -> step.setDelete("everything")))
                .hasMessageContaining("delete: 'everything' was given; allowed: all, ours");
        assertThatThrownBy(() -> NetworkKit.policy(step -> {
                    step.setDelete("all");
                    step.setNamespace("");
                }))
                .hasMessageContaining("namespace: nothing was given");
        assertThatThrownBy(() -> NetworkKit.policy(step -> {
                    step.setDelete("all");
                    step.setBuiltin("store");
                }))
                .hasMessageContaining("delete alone");
        assertThatThrownBy(() -> NetworkKit.policy(step -> step.setNamespace("Pets")))
                .hasMessageContaining("namespace: 'Pets' was given");
    }

    @Test
    void aStopSaysWhatWasApplied() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        Operation<AksSession> operation = NetworkKit.policy(step -> step.setYaml(ONE));
        operation.advance(kit.session, journal);

        assertThat(left(operation, journal, OnAbort.CANCEL)).contains("CiliumNetworkPolicy pets/one created");
        assertThat(left(operation, journal, OnAbort.DELETE)).startsWith("deleted again what this step had created");
        assertThat(names()).isEmpty();
    }

    private String left(Operation<AksSession> operation, MemoryJournal journal, OnAbort how) throws Exception {
        return String.valueOf(((Turn.Done) operation.abort(kit.session, journal, how))
                .result()
                .get(Operation.LEFT));
    }
}
