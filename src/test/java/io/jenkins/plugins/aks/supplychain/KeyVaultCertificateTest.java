package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyVaultCertificateTest {
    private static final String SUBJECT = "CN=wabbit-networks.io,O=Notation,L=Seattle,ST=WA,C=US";

    private SimulatedCloud cloud;
    private SandboxSession session;
    private String vault;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        cloud.put(cloud.group("lab"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        Answer made = cloud.put(
                cloud.group("lab") + "/providers/Microsoft.KeyVault/vaults/first",
                "2023-07-01",
                "{'location':'westeurope','properties':{'enableRbacAuthorization':true,'tenantId':'"
                        + cloud.sandbox.credentials().tenantId() + "','sku':{'family':'A','name':'standard'}}}");
        vault = made.text("/properties/vaultUri").replaceAll("/$", "");
        cloud.pass(Duration.ofMinutes(1));
        role("Key Vault Administrator");
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private void role(String name) {
        String client = cloud.sandbox.credentials().clientId();
        var lab = cloud.sandbox.principals().byClientId(client).orElseThrow();
        lab.withArrayProperty("azureRoles").add(name);
        cloud.sandbox.principals().put(lab);
    }

    private KeyVaultCertificateStep step() {
        KeyVaultCertificateStep step = new KeyVaultCertificateStep("wabbit");
        step.setVault("first");
        step.setSubject(SUBJECT);
        return step;
    }

    private Operation<AksSession> operation(KeyVaultCertificateStep step) throws Exception {
        return StepOperations.of(step, FixedScope.of(session.subscription(), "lab"));
    }

    private Map<String, Object> run(KeyVaultCertificateStep step) throws Exception {
        return session.run(operation(step));
    }

    @Test
    void makesACertificateThatNotationTakesAndKeepsIt() throws Exception {
        Map<String, Object> made = run(step());
        assertThat(made)
                .containsEntry("changed", true)
                .containsEntry("subject", SUBJECT)
                .containsEntry("selfSigned", true);
        assertThat(made.get("keyId").toString())
                .startsWith(vault + "/keys/wabbit/")
                .endsWith(made.get("version").toString());
        assertThat(made.get("pem").toString()).startsWith("-----BEGIN CERTIFICATE-----\n");
        int writes = session.gate.writes().size();
        assertThat(writes).isEqualTo(1);
        Map<String, Object> again = run(step());
        assertThat(again).containsEntry("changed", false).containsEntry("version", made.get("version"));
        assertThat(session.gate.writes()).hasSize(writes);
    }

    @Test
    void asksOnceWhereverItIsKilled() throws Exception {
        for (int turns = 1; turns < 6; turns++) {
            KeyVaultCertificateStep step = new KeyVaultCertificateStep("killed" + turns);
            step.setVault("first");
            step.setSubject(SUBJECT);
            MemoryJournal journal = new MemoryJournal();
            for (int i = 0; i < turns; i++) {
                operation(step).advance(session, journal);
                journal = journal.reopen();
            }
            assertThat(session.run(operation(step), journal)).containsEntry("changed", true);
        }
        assertThat(session.gate.writes()).hasSize(5);
    }

    @Test
    void isNotAskedTwiceWhenTheAnswerIsLost() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("POST", "/vault/first/certificates/wabbit/create")
                        .cutting(FaultRule.Cut.AFTER_EFFECT));
        assertThat(run(step())).containsEntry("changed", true);
        assertThat(session.gate.writes()).hasSize(1);
    }

    @Test
    void makesANewVersionWhenItDiffersOrExpires() throws Exception {
        String first = run(step()).get("version").toString();
        KeyVaultCertificateStep other = step();
        other.setPolicy(Map.of("keyProperties", Map.of("keySize", 3072, "reuseKey", false)));
        Map<String, Object> second = run(other);
        assertThat(second).containsEntry("changed", true);
        assertThat(second.get("version")).isNotEqualTo(first);
        assertThat(String.join("\n", session.log)).contains("its key is RSA 2048; a new version is made");
    }

    @Test
    void anotherSubjectIsMadeAnewAndAnotherOrderIsNot() throws Exception {
        KeyVaultCertificateStep step = step();
        step.setSubject("CN=signer,O=Notary,C=US");
        run(step);
        step.setSubject("C=US,O=Notary,CN=signer");
        assertThat(run(step)).containsEntry("changed", false);
        step.setSubject("CN=another,O=Notary,C=US");
        assertThat(run(step)).containsEntry("changed", true);
    }

    @Test
    void isMadeAnewBeforeItExpires() throws Exception {
        run(step());
        VaultCertificate found = VaultCertificate.read(
                new VaultCertificates(session.dataPlane(vault, session.cloud().keyVaultScope()))
                        .find("wabbit")
                        .orElseThrow());
        CertificatePolicy policy = new PolicyFields(Map.of()).read(SUBJECT);
        Instant now = session.clock().instant();
        assertThat(found.difference(policy, now.plus(Duration.ofDays(300)), Duration.ofDays(30)))
                .isEmpty();
        assertThat(found.difference(policy, now.plus(Duration.ofDays(340)), Duration.ofDays(30)))
                .hasValueSatisfying(why -> assertThat(why).startsWith("it expires at "));
        KeyVaultCertificateStep always = step();
        always.setRenewBefore("365d");
        assertThatThrownBy(() -> operation(always)).hasMessageStartingWith("renewBefore: ");
    }

    @Test
    void refusesWhatNotationWouldRefuseBeforeAnythingIsSent() {
        KeyVaultCertificateStep defaults = step();
        defaults.setPolicy(Map.of(
                "x509CertificateProperties", Map.of("keyUsage", List.of("digitalSignature", "keyEncipherment"))));
        assertThatThrownBy(() -> operation(defaults))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("keyEncipherment")
                .hasMessageContaining("forSigning: false");
        KeyVaultCertificateStep server = step();
        server.setPolicy(Map.of("x509CertificateProperties", Map.of("ekus", List.of("1.3.6.1.5.5.7.3.1"))));
        assertThatThrownBy(() -> operation(server)).hasMessageContaining("serverAuth");
        KeyVaultCertificateStep small = step();
        small.setPolicy(Map.of("keyProperties", Map.of("keySize", 1024)));
        assertThatThrownBy(() -> operation(small)).hasMessageContaining("2048, 3072 or 4096");
        KeyVaultCertificateStep typo = step();
        typo.setPolicy(Map.of("keyProperties", Map.of("size", 2048)));
        assertThatThrownBy(() -> operation(typo)).hasMessageContaining("keyProperties.size");
        KeyVaultCertificateStep nobody = step();
        nobody.setSubject("wabbit");
        assertThatThrownBy(() -> operation(nobody)).hasMessageStartingWith("subject: ");
        KeyVaultCertificateStep nowhere = step();
        nowhere.setVault(null);
        assertThatThrownBy(() -> operation(nowhere)).hasMessageStartingWith("vault: ");
    }

    @Test
    void makesACertificateForAnotherUseWhenToldTo() throws Exception {
        KeyVaultCertificateStep server = step();
        server.setForSigning(false);
        server.setPolicy(Map.of(
                "keyProperties", Map.of("keyType", "EC", "curve", "P-384", "exportable", true),
                "x509CertificateProperties", Map.of("ekus", List.of("1.3.6.1.5.5.7.3.1"))));
        assertThat(run(server)).containsEntry("changed", true);
        assertThat(run(server)).containsEntry("changed", false);
    }

    @Test
    void saysWhyTheVaultDidNotMakeIt() {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("POST", "/vault/first/certificates/wabbit/create")
                        .crashing("IssuerUnreachable", "the issuer does not answer"));
        assertThatThrownBy(() -> run(step()))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("wabbit")
                .hasMessageContaining("IssuerUnreachable the issuer does not answer");
    }

    @Test
    void waitsForAnotherBuildsRequest() throws Exception {
        operation(step()).advance(session, new MemoryJournal());
        assertThat(run(step())).containsEntry("changed", false);
        assertThat(session.gate.writes()).hasSize(1);
    }

    @Test
    void takesADeletedOneBack() throws Exception {
        Map<String, Object> made = run(step());
        cloud.as(token(), "DELETE", vault + "/certificates/wabbit?api-version=7.5", "", null);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(run(step())).containsEntry("version", made.get("version"));
        assertThat(session.gate.writes().get(1).target()).contains("/deletedcertificates/wabbit/recover");
    }

    private String token() {
        return cloud.token(
                        "/" + cloud.sandbox.credentials().tenantId() + "/oauth2/v2.0/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        cloud.sandbox.credentials().clientId(),
                        "client_secret",
                        cloud.sandbox.credentials().clientSecret(),
                        "scope",
                        "https://vault.azure.net/.default")
                .text("/access_token");
    }

    @Test
    void readsAndDownloads() throws Exception {
        KeyVaultCertificateStep reading = new KeyVaultCertificateStep("wabbit");
        reading.setVault("first");
        assertThatThrownBy(() -> run(reading)).hasMessageContaining("has none of this name");
        Map<String, Object> made = run(step());
        reading.setDownload("wabbit.pem");
        assertThat(run(reading)).containsEntry("keyId", made.get("keyId")).containsEntry("changed", false);
        assertThat(session.files.read("x", List.of("wabbit.pem")).get(0).text()).isEqualTo(made.get("pem"));
    }

    @Test
    void importsWhatAFileHolds() throws Exception {
        KeyVaultCertificateStep exportable = step();
        exportable.setPolicy(Map.of("keyProperties", Map.of("exportable", true)));
        run(exportable);
        String pem = cloud.as(token(), "GET", vault + "/secrets/wabbit?api-version=7.5", "", null)
                .text("/value");
        session.files.put("key.pem", pem);
        KeyVaultCertificateStep imported = new KeyVaultCertificateStep("copy");
        imported.setVault("first");
        imported.setFile("key.pem");
        assertThat(run(imported)).containsEntry("changed", true);
        int writes = session.gate.writes().size();
        assertThat(run(imported)).containsEntry("changed", false);
        assertThat(session.gate.writes()).hasSize(writes);
        assertThat(String.join("\n", session.log)).doesNotContain("PRIVATE KEY");
        session.files.put("key.pem", pem.substring(pem.indexOf("-----BEGIN CERTIFICATE")));
        assertThatThrownBy(() -> run(imported)).hasMessageContaining("no private key");
        session.files.put("key.pem", "nothing");
        assertThatThrownBy(() -> run(imported)).hasMessageContaining("neither PEM, nor PKCS #12");
        imported.setSubject(SUBJECT);
        assertThatThrownBy(() -> operation(imported)).hasMessageStartingWith("file: ");
    }

    @Test
    void cancelsWhatItAskedFor() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        operation(step()).advance(session, journal);
        Turn stopped = operation(step()).abort(session, journal, OnAbort.CANCEL);
        assertThat(((Turn.Done) stopped).result().toString()).contains("asked not to make it");
        cloud.pass(Duration.ofMinutes(1));
        assertThat(cloud.as(token(), "GET", vault + "/certificates/wabbit?api-version=7.5", "", null)
                        .status())
                .isEqualTo(404);
        Journal untouched = new MemoryJournal();
        assertThat(((Turn.Done) operation(step()).abort(session, untouched, OnAbort.CANCEL))
                        .result()
                        .toString())
                .contains("was not changed");
    }
}
