package io.jenkins.plugins.aks.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chain whole, and with each of its links broken: the check names that link. */
class CheckWorkloadIdentityTest extends IdentityTestBase {

    private Map<String, Object> checked() throws Exception {
        Map<String, Object> result = run(check());
        assertThat(session.kubernetes(cluster)
                        .pods()
                        .inNamespace("default")
                        .list()
                        .getItems())
                .as("no probe is left")
                .allMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null);
        assertThat(result.toString() + session.log).doesNotContain(SECRET);
        return result;
    }

    private void federate() throws Exception {
        enable();
        run(federation("default/web"));
    }

    /** As if somebody had written the credential by hand. */
    private void credential(String subject, String audience) throws Exception {
        String issuer = cloud.get(cluster, io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS)
                .text("/properties/oidcIssuerProfile/issuerURL");
        String name = cloud.get(identity() + "/federatedIdentityCredentials", "2023-01-31")
                .text("/value/0/name");
        cloud.pass(java.time.Duration.ofSeconds(5));
        assertThat(cloud.put(
                                identity() + "/federatedIdentityCredentials/" + name,
                                "2023-01-31",
                                "{'properties':{'issuer':'" + issuer + "','subject':'" + subject + "','audiences':['"
                                        + audience + "']}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aWholeChainPassesOnceEverythingIsKnownEverywhere() throws Exception {
        federate();

        Map<String, Object> result = checked();

        assertThat(result)
                .containsEntry("passed", true)
                .containsEntry("broken", "")
                .containsEntry("total", 9);
    }

    @Test
    void aMissingLabel() throws Exception {
        federate();
        CheckWorkloadIdentityStep step = check();
        step.setLabels(Map.of("app", "web"));

        assertThat(run(step)).containsEntry("passed", false).containsEntry("broken", "webhook");
    }

    @Test
    void aWrongAnnotation() throws Exception {
        federate();
        annotate("00000000-0000-4000-8000-000000000001");

        assertThat(checked()).containsEntry("broken", "service account");
    }

    private void annotate(String clientId) throws Exception {
        session.kubernetes(cluster)
                .serviceAccounts()
                .inNamespace("default")
                .withName("web")
                .edit(account -> {
                    account.getMetadata().getAnnotations().put(ClusterIdentity.CLIENT_ID, clientId);
                    return account;
                });
    }

    @Test
    void anAnnotationThatNamesAnotherIdentity() throws Exception {
        federate();
        FederateIdentityStep other = new FederateIdentityStep("other");
        other.setServiceAccounts(List.of("default/jobs"));
        Object clientId = run(other).get("clientId");
        annotate(clientId.toString());

        assertThat(checked()).containsEntry("broken", "federated credential");
    }

    @Test
    void aSubjectThatIsOffByOneCharacter() throws Exception {
        federate();
        credential("system:serviceaccount:default:wep", ClusterIdentity.AUDIENCE);

        Map<String, Object> result = checked();

        assertThat(result).containsEntry("broken", "federated credential");
        assertThat(result.toString())
                .contains("has the subject system:serviceaccount:default:wep and not"
                        + " system:serviceaccount:default:web");
    }

    @Test
    void aWrongAudience() throws Exception {
        federate();
        credential("system:serviceaccount:default:web", "api://Other");

        assertThat(checked()).containsEntry("broken", "federated credential");
    }

    @Test
    void aMissingRole() throws Exception {
        enable();
        FederateIdentityStep step = federation("default/web");
        step.setRole(null);
        step.setScope(null);
        run(step);

        Map<String, Object> result = checked();

        assertThat(result).containsEntry("broken", "role");
        assertThat(result.toString()).contains("has no role such as Key Vault Secrets User");
    }

    @Test
    void aRoleThatDoesNotCountYet() throws Exception {
        enable();
        FederateIdentityStep step = federation("default/web");
        step.setRole(null);
        step.setScope(null);
        Map<String, Object> made = run(step);
        settled();
        role(made.get("principalId").toString(), READER);
        counts(READER, java.time.Duration.ofHours(1));
        CheckWorkloadIdentityStep impatient = check();
        impatient.setAccessWait("20s");

        Map<String, Object> result = run(impatient);

        assertThat(result).containsEntry("broken", "role");
        assertThat(result.toString()).contains("the role Key Vault Secrets User is assigned, and does not count yet");
        counts(READER, java.time.Duration.ofSeconds(10));
        assertThat(checked()).containsEntry("passed", true);
    }

    /** From then on, on the clients' clocks. */
    private void counts(String role, java.time.Duration in) {
        for (var assignment : cloud.sandbox.roleAssignments().all()) {
            if (assignment.path("role").asText().equals(role)) {
                assignment.put("effective", cloud.clock.instant().plus(in).toString());
                cloud.sandbox.roleAssignments().put(assignment);
            }
        }
    }

    @Test
    void theVaultsFirewall() throws Exception {
        federate();
        vault("'networkAcls':{'defaultAction':'Deny'},");

        assertThat(checked()).containsEntry("broken", "network");
    }

    @Test
    void aSecretThatIsNotThere() throws Exception {
        federate();
        secret("DELETE", null);

        assertThat(checked()).containsEntry("broken", "secret");
    }

    @Test
    void workloadIdentityThatIsOff() throws Exception {
        assertThat(checked()).containsEntry("broken", "cluster");
    }

    @Test
    void aServiceAccountThatDoesNotExist() throws Exception {
        enable();
        assertThat(checked()).containsEntry("broken", "service account");
    }

    @Test
    void byDefaultABrokenLinkFailsTheStep() throws Exception {
        enable();
        CheckWorkloadIdentityStep step = check();
        step.setOnFailure("fail");

        assertThatThrownBy(() -> run(step))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("failed: service account: expected it names the client id of a managed identity,"
                        + " got default/web does not exist");
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        CheckWorkloadIdentityStep secret = check();
        secret.setSecret("my_secret");
        CheckWorkloadIdentityStep vault = check();
        vault.setVault(null);
        CheckWorkloadIdentityStep end = check();
        end.setOnFailure("shrug");
        for (CheckWorkloadIdentityStep step : List.of(secret, vault, end)) {
            assertThatThrownBy(() -> StepOperations.of(step, FixedScope.of("sub", "lab")))
                    .isInstanceOf(InvalidParameterException.class);
        }
    }
}
