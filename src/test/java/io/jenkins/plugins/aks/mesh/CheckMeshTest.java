package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.DyingJournal;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckMeshTest extends MeshClusterBase {
    private static final String POLICY = "apis/security.istio.io/v1/namespaces/pets/peerauthentications/pets-default";
    private static final String CLIENTS = "/pods/mesh-check-";

    private static CheckMeshStep check(String mode) {
        CheckMeshStep step = new CheckMeshStep("store-front");
        step.setNamespace("pets");
        step.setMode(mode);
        step.setOnFailure("ignore");
        return step;
    }

    private void meshed() throws Exception {
        authority();
        run(mesh());
        store();
        run(inject("pets"));
    }

    private Map<String, Object> prove(CheckMeshStep step) throws Exception {
        return prove(operation(step), new MemoryJournal());
    }

    private Map<String, Object> prove(Operation<AksSession> operation, MemoryJournal journal) throws Exception {
        for (int turn = 0; turn < 5000; turn++) {
            Turn next = session.one(operation, journal);
            if (next instanceof Turn.Done done) {
                return done.result();
            }
        }
        throw new AssertionError("not done: " + session.log);
    }

    private static List<String> verdicts(Map<String, Object> result) {
        return ((List<?>) result.get("results"))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .map(each -> each.get("name") + ": " + each.get("got") + " (" + each.get("verdict") + ")")
                        .toList();
    }

    private long sent(String verb, String part) {
        return session.gate.writes().stream()
                .filter(write -> write.verb().equals(verb) && write.target().contains(part))
                .count();
    }

    private void noClientIsLeft() throws Exception {
        assertThat(pods("default")).isEmpty();
        assertThat(pods("pets"))
                .noneMatch(pod -> pod.at("/metadata/name").asText().startsWith("mesh-check"));
    }

    @Test
    void strictRefusesWhoIsOutsideServesWhoIsInsideAndShowsACertificateOfTheVaultsRoot() throws Exception {
        meshed();
        CheckMeshStep step = check("STRICT");
        step.setVault("first");
        step.setJunit("mesh.xml");
        Map<String, Object> first = prove(step);
        Map<String, Object> second = prove(step);

        assertThat(verdicts(first))
                .containsExactly(
                        "client outside the mesh: refused by mTLS (passed)",
                        "client inside the mesh: served (passed)",
                        "certificate of the service: chains to CN=Root CA,O=Istio (passed)");
        assertThat(first)
                .containsEntry("passed", true)
                .containsEntry("mode", "STRICT")
                .containsEntry("changed", true);
        assertThat(object(POLICY).at("/spec/mtls/mode").asText()).isEqualTo("STRICT");
        assertThat(session.files.text("mesh.xml"))
                .contains("client outside the mesh")
                .doesNotContain("<failure");
        assertThat(String.valueOf(first.get("results"))).contains("issuer=CN=Intermediate CA,O=Istio,L=intermediate");
        assertThat(second).containsEntry("passed", true).containsEntry("changed", false);
        assertThat(sent("APPLY", "peerauthentications")).isOne();
        noClientIsLeft();
    }

    @Test
    void permissiveServesBothAndWhatIsInForceIsCheckedWhereNothingIsSaid() throws Exception {
        meshed();

        Map<String, Object> left = prove(check(null));
        assertThat(verdicts(left))
                .containsExactly("client outside the mesh: served (passed)", "client inside the mesh: served (passed)");
        assertThat(left).containsEntry("mode", "PERMISSIVE").containsEntry("changed", false);
        assertThat(object(POLICY).isMissingNode()).isTrue();

        prove(check("STRICT"));
        assertThat(prove(check(null))).containsEntry("mode", "STRICT").containsEntry("passed", true);
        assertThat(verdicts(prove(check("PERMISSIVE"))))
                .containsExactly("client outside the mesh: served (passed)", "client inside the mesh: served (passed)");
    }

    @Test
    void aCertificateOfAnotherRootFails() throws Exception {
        meshed();
        CheckMeshStep step = check("STRICT");
        CaIssuer others = new CaIssuer("Others", 2048, java.time.Duration.ofDays(9), java.time.Duration.ofDays(9));
        java.security.KeyPair key = others.newKey();
        step.setRoot(CaPem.text(
                others.root(key.getPublic(), key.getPrivate(), session.clock().instant())));
        step.setWithin("5s");

        assertThat(verdicts(prove(step)))
                .contains("certificate of the service: issued by CN=Intermediate CA,O=Istio,L=intermediate (failed)");
        noClientIsLeft();
    }

    @Test
    void aServiceOutsideTheMeshIsSeenAsSuch() throws Exception {
        authority();
        run(mesh());
        store();
        CheckMeshStep step = check("STRICT");
        step.setWithin("5s");

        assertThat(verdicts(prove(step)))
                .containsExactly(
                        "client outside the mesh: served (failed)",
                        "client inside the mesh: a client without a proxy (failed)",
                        "certificate of the service: none presented (failed)");
        CheckMeshStep failing = check("STRICT");
        failing.setWithin("5s");
        failing.setOnFailure("fail");
        assertThatThrownBy(() -> prove(failing))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("mesh of pets/store-front: 0 of 3 checks passed")
                .hasMessageContaining("so mTLS is not required");
        noClientIsLeft();
    }

    @Test
    void whatCannotBeReachedProvesNothing() throws Exception {
        meshed();
        kubeApply("{apiVersion: v1, kind: Service, metadata: {name: nothing, namespace: pets}, spec: {selector: {app:"
                + " none}, ports: [{port: 80}]}}");
        CheckMeshStep step = new CheckMeshStep("nothing:80");
        step.setNamespace("pets");
        step.setMode("STRICT");
        step.setWithin("5s");
        step.setOnFailure("ignore");

        assertThat(verdicts(prove(step)))
                .contains("client outside the mesh: not reachable (inconclusive)")
                .contains("certificate of the service: not reachable (inconclusive)");
    }

    @Test
    void killedAnywherePolicyAndClientsAreSentOnce() throws Exception {
        meshed();

        DyingJournal journal = new DyingJournal(new MemoryJournal(), 1);
        for (int life = 2; !ends(journal); life++) {
            assertThat(life).isLessThan(100);
            journal = new DyingJournal(journal.reopen(), life);
        }

        assertThat(sent("APPLY", "peerauthentications")).isOne();
        assertThat(sent("POST", "/pods")).isEqualTo(2);
        assertThat(sent("DELETE", CLIENTS)).isEqualTo(2);
        noClientIsLeft();
    }

    /** Whether the process lives long enough. */
    private boolean ends(DyingJournal journal) throws Exception {
        Operation<AksSession> operation = operation(check("STRICT"));
        try {
            for (int turn = 0; turn < 5000; turn++) {
                if (session.one(operation, journal) instanceof Turn.Done) {
                    return true;
                }
            }
            throw new AssertionError("not done: " + session.log);
        } catch (DyingJournal.Died died) {
            return false;
        }
    }

    @Test
    void aClientThatDoesNotStartIsNamedAndBothAreRemoved() throws Exception {
        meshed();
        CheckMeshStep step = check(null);
        step.setImage("example.invalid/curl:1");

        assertThatThrownBy(() -> prove(step))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "ClientNotReady"))
                .hasMessageContaining("does not become ready")
                .hasMessageContaining("Check the image example.invalid/curl:1");
        noClientIsLeft();
    }

    @Test
    void stoppedItRemovesItsClients() throws Exception {
        meshed();
        Operation<AksSession> operation = operation(check(null));
        MemoryJournal journal = new MemoryJournal();
        while (sent("POST", "/pods") < 2) {
            session.one(operation, journal);
        }

        Turn.Done left = (Turn.Done) operation.abort(session, journal, OnAbort.CANCEL);

        assertThat(String.valueOf(left.result().get(Operation.LEFT)))
                .contains("clients of the check are being deleted");
        noClientIsLeft();
    }

    @Test
    void anotherPolicyForTheNamespaceIsRefused() throws Exception {
        meshed();
        kubeApply(
                "{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: mine, namespace: pets},"
                        + " spec: {mtls: {mode: PERMISSIVE}}}");

        assertThatThrownBy(() -> prove(check("STRICT")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("policy: 'pets-default' was given")
                .hasMessageContaining("which is mine (PERMISSIVE)");
        CheckMeshStep named = check("STRICT");
        named.setPolicy("mine");
        assertThat(prove(named)).containsEntry("passed", true);
    }

    @Test
    void withoutAMeshOrAServiceNothingIsMade() throws Exception {
        store();
        int before = written();
        assertThatThrownBy(() -> prove(check("STRICT")))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "MeshOff"));
        CheckMeshStep port = new CheckMeshStep("store-front:81");
        port.setNamespace("pets");
        assertThatThrownBy(() -> prove(port)).hasMessageContaining("a port of Service store-front: 80");
        CheckMeshStep name = new CheckMeshStep("store-back");
        name.setNamespace("pets");
        assertThatThrownBy(() -> prove(name)).hasMessageContaining("a Service of namespace pets");
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        refused("service: nothing was given", new CheckMeshStep(null));
        refused("service: 'store-front.pets' was given", new CheckMeshStep("store-front.pets"));
        refused("service: 'web:99999' was given", new CheckMeshStep("web:99999"));
        refused("mode: 'strict' was given", check("strict"));
        CheckMeshStep root = check(null);
        root.setRoot("not a certificate");
        refused("a text without a certificate", root);
        CheckMeshStep secret = check(null);
        secret.setRootCert("my-root");
        refused("vault: nothing was given", secret);
        CheckMeshStep failure = check(null);
        failure.setOnFailure("shrug");
        refused("onFailure: 'shrug' was given", failure);
        CheckMeshStep namespace = check(null);
        namespace.setNamespace("Pets");
        refused("namespace: 'Pets' was given", namespace);
    }

    private void refused(String text, CheckMeshStep step) {
        assertThatThrownBy(() -> operation(step))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(text);
    }
}
