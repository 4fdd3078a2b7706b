package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the check brings along. */
class FailoverManifestTest {
    private static final FailoverTarget TARGET = target("");

    private static FailoverTarget target(String pool) {
        return new FailoverTarget(
                "shop", FailoverTarget.NAME, true, "mirror/mysql:8.4", "7Gi", "creds", pool, "write", "read");
    }

    private static JsonNode set(FailoverTarget target, boolean storageNodes) throws Exception {
        List<ManifestObject> objects = FailoverManifest.server(target, "acstor-fast", storageNodes);
        assertThat(objects)
                .extracting(ManifestObject::subject)
                .containsExactly("Service shop/acstor-failover", "StatefulSet shop/acstor-failover");
        return objects.get(1).json();
    }

    @Test
    void theClaimNamesTheClassAndAcceptsDisksThatGo() throws Exception {
        JsonNode claim = set(TARGET, true).at("/spec/volumeClaimTemplates/0");

        assertThat(claim.at("/spec/storageClassName").asText()).isEqualTo("acstor-fast");
        assertThat(claim.at("/spec/resources/requests/storage").asText()).isEqualTo("7Gi");
        assertThat(claim.at("/metadata/annotations/acstor.azure.com~1accept-ephemeral-storage")
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void thePodRunsOnTheStorageNodesWhereTheVolumeIs() throws Exception {
        assertThat(set(TARGET, true)
                        .at("/spec/template/spec/nodeSelector/acstor.azure.com~1io-engine")
                        .asText())
                .isEqualTo("acstor");
        assertThat(set(TARGET, false).at("/spec/template/spec/nodeSelector").has("acstor.azure.com/io-engine"))
                .isFalse();
        assertThat(set(target("fast"), false)
                        .at("/spec/template/spec/nodeSelector/kubernetes.azure.com~1agentpool")
                        .asText())
                .isEqualTo("fast");
    }

    @Test
    void theCredentialsAreInTheSecretAlone() throws Exception {
        ObjectNode one = FailoverManifest.secret(TARGET);
        ObjectNode other = FailoverManifest.secret(TARGET);
        String password = one.at("/stringData/MYSQL_PASSWORD").asText();

        assertThat(password)
                .hasSizeGreaterThanOrEqualTo(32)
                .isNotEqualTo(one.at("/stringData/MYSQL_ROOT_PASSWORD").asText());
        assertThat(other.at("/stringData/MYSQL_PASSWORD").asText()).isNotEqualTo(password);
        JsonNode container = set(TARGET, true).at("/spec/template/spec/containers/0");
        assertThat(container.at("/image").asText()).isEqualTo("mirror/mysql:8.4");
        assertThat(container.at("/env/2/valueFrom/secretKeyRef/name").asText()).isEqualTo("creds");
        assertThat(container.at("/env")).hasSize(4);
        assertThat(container.at("/env/1").has("value")).isFalse();
    }
}
