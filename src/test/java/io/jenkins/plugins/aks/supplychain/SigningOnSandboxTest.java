package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.plugins.aks.sandbox.oci.RegistryLab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image of the sandbox's registry, signed by keys of its key vault, with the build's Azure identity. */
class SigningOnSandboxTest {
    private static final String SUBJECT = "CN=wabbit-networks.io,O=Notation,L=Seattle,ST=WA,C=US";

    private RegistryLab lab;
    private String image;
    private String vault;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        lab = new RegistryLab(directory);
        SimulatedCloud cloud = lab.cloud;
        vault = cloud.put(
                        cloud.group(RegistryLab.GROUP) + "/providers/Microsoft.KeyVault/vaults/signers",
                        "2023-07-01",
                        "{'location':'eastus','properties':{'enableRbacAuthorization':true,'tenantId':'"
                                + cloud.sandbox.credentials().tenantId()
                                + "','sku':{'family':'A','name':'standard'}}}")
                .text("/properties/vaultUri")
                .replaceAll("/$", "");
        cloud.pass(Duration.ofMinutes(1));
        Manifest pushed = RegistryLab.image(lab.repository("net-monitor"), "v1", "one");
        image = lab.host() + "/net-monitor@" + pushed.digest();
    }

    @AfterEach
    void stop() {
        lab.close();
        assertThat(lab.cloud.sandbox.problems()).isEmpty();
    }

    private void role(String name) {
        var principal = lab.cloud
                .sandbox
                .principals()
                .byClientId(lab.cloud.sandbox.credentials().clientId())
                .orElseThrow();
        principal.withArrayProperty("azureRoles").add(name);
        lab.cloud.sandbox.principals().put(principal);
    }

    private Map<String, Object> run(AksStep step) throws Exception {
        return lab.session.run(StepOperations.of(step, FixedScope.of(lab.session.subscription(), RegistryLab.GROUP)));
    }

    private void certificate(Map<String, Object> key) throws Exception {
        KeyVaultCertificateStep step = new KeyVaultCertificateStep("wabbit");
        step.setVault("signers");
        step.setSubject(SUBJECT);
        step.setPolicy(Map.of("keyProperties", key));
        run(step);
    }

    private NotationSignStep sign() {
        NotationSignStep step = new NotationSignStep();
        step.setImage(image);
        step.setVault("signers");
        step.setCertificate("wabbit");
        return step;
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, cose",
        "RSA, 3072, jws",
        "RSA, 4096, cose",
        "EC, P-256, jws",
        "EC, P-384, cose",
        "EC, P-521, jws"
    })
    void theKeyStaysInTheVaultAndASecondRunWritesNothing(String type, String size, String format) throws Exception {
        role("Key Vault Administrator");
        certificate(
                type.equals("RSA")
                        ? Map.of("keyType", type, "keySize", Integer.parseInt(size))
                        : Map.of("keyType", type, "curve", size));
        NotationSignStep first = sign();
        first.setFormat(format);
        assertThat(run(first)).containsEntry("changed", true).containsEntry("signer", SUBJECT);
        int writes = lab.session.gate.writes().size();
        NotationSignStep second = sign();
        second.setFormat(format);
        assertThat(run(second)).containsEntry("changed", false);
        NotationVerifyStep verify = new NotationVerifyStep();
        verify.setImage(image);
        verify.setTrustStores(Map.of("ca:wabbit", vault + "/certificates/wabbit"));
        verify.setTrustedIdentities(List.of("x509.subject: " + SUBJECT));
        assertThat(run(verify)).containsEntry("verified", true).containsEntry("format", format);
        assertThat(lab.session.gate.writes()).hasSize(writes);
    }

    @Test
    void aMissingCertificateOrVaultIsTold() {
        role("Key Vault Administrator");
        assertThatThrownBy(() -> run(sign()))
                .isInstanceOf(OperationException.class)
                .hasMessage(vault + "/certificates/wabbit: the key vault has no such certificate. keyVaultCertificate"
                        + " makes one that may sign.");
        NotationSignStep elsewhere = sign();
        elsewhere.setVault("nowhere");
        assertThatThrownBy(() -> run(elsewhere)).hasMessageContaining("vault: 'nowhere' was given");
        assertThat(lab.session.gate.writes()).noneMatch(write -> write.target().contains("/sign"));
    }
}
