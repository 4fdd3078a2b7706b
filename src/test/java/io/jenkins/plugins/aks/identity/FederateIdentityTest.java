package io.jenkins.plugins.aks.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FederateIdentityTest extends IdentityTestBase {

    private int credentials() {
        return cloud.get(identity() + "/federatedIdentityCredentials", "2023-01-31")
                .at("/value")
                .size();
    }

    @Test
    void workloadIdentityIsSwitchedOnOnceAndTheIssuerReturned() throws Exception {
        Map<String, Object> first = enable();
        int writes = session.gate.writes().size();
        Map<String, Object> second = enable();

        assertThat(first).containsEntry("changed", true);
        assertThat(first.get("issuer").toString())
                .startsWith(cloud.sandbox.url() + "/oidc/")
                .endsWith("/");
        assertThat(second).containsEntry("changed", false).containsEntry("issuer", first.get("issuer"));
        assertThat(session.gate.writes()).hasSize(writes);
        assertThat(cloud.get(first.get("issuer") + ".well-known/openid-configuration", "")
                        .text("/issuer"))
                .isEqualTo(first.get("issuer"));
    }

    @Test
    void aFederationIsMadeOnceForAllAccounts() throws Exception {
        Object issuer = enable().get("issuer");
        Map<String, Object> first = run(federation("default/web", "default/jobs"));
        int writes = session.gate.writes().size();
        Map<String, Object> second = run(federation("default/web", "default/jobs"));

        assertThat(first)
                .containsEntry("changed", true)
                .containsEntry("issuer", issuer)
                .containsEntry(
                        "subjects", List.of("system:serviceaccount:default:web", "system:serviceaccount:default:jobs"));
        assertThat(second).containsEntry("changed", false).containsEntry("clientId", first.get("clientId"));
        assertThat(session.gate.writes()).hasSize(writes);
        assertThat(credentials()).isEqualTo(2);
        assertThat(session.kubernetes(cluster)
                        .serviceAccounts()
                        .inNamespace("default")
                        .withName("web")
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .containsEntry(ClusterIdentity.CLIENT_ID, first.get("clientId").toString());
        settled();
        assertThat(cloud.sandbox.rights().roles(first.get("principalId").toString(), vault))
                .containsExactly("Key Vault Secrets User");
    }

    @Test
    void aCredentialOfAnotherNameThatSaysTheSameIsLeftAlone() throws Exception {
        String issuer = enable().get("issuer").toString();
        cloud.put(identity(), "2023-01-31", "{'location':'westeurope'}");
        cloud.put(
                identity() + "/federatedIdentityCredentials/mine",
                "2023-01-31",
                "{'properties':{'issuer':'" + issuer + "','subject':'system:serviceaccount:default:web','audiences':['"
                        + ClusterIdentity.AUDIENCE + "']}}");

        run(federation("default/web"));

        assertThat(credentials()).isEqualTo(1);
    }

    @Test
    void concurrentWritesToOneIdentityAreWaitedFor() throws Exception {
        enable();
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/federatedIdentityCredentials/.*")
                        .refusing(409, "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity", "busy")
                        .times(2));

        assertThat(run(federation("default/web"))).containsEntry("changed", true);
        assertThat(StepOperations.of(federation("default/web"), FixedScope.of(session.subscription(), "lab"))
                        .writerKey())
                .contains(identity());
    }

    @Test
    void aFullIdentityIsRefusedBeforeAnythingIsWrittenToIt() throws Exception {
        enable();
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            accounts.add("default/a" + i);
        }
        run(federation(accounts.toArray(new String[0])));
        int writes = session.gate.writes().size();

        assertThatThrownBy(() -> run(federation("default/a1", "default/one-more", "default/another")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("room for 2 more of at most 20 federated credentials; it has 19");
        assertThat(session.gate.writes()).hasSize(writes);
        run(federation("default/a1", "default/one-more"));
        assertThat(credentials()).isEqualTo(20);
    }

    @Test
    void aRegionWithoutFederationIsRefusedBeforeAnythingIsWritten() throws Exception {
        enable();
        int writes = session.gate.writes().size();
        FederateIdentityStep step = federation("default/web");
        step.setLocation("Malaysia South");

        assertThatThrownBy(() -> run(step))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("location: 'Malaysia South' was given")
                .hasMessageContaining("malaysiasouth, newzealandnorth");
        assertThat(session.gate.writes()).hasSize(writes);
    }

    @Test
    void anIdentityOfARegionWithoutFederationIsRefusedBeforeAnythingIsWrittenToIt() throws Exception {
        enable();
        addRegion("newzealandnorth");
        cloud.put(identity(), "2023-01-31", "{'location':'newzealandnorth'}");
        int writes = session.gate.writes().size();

        assertThatThrownBy(() -> run(federation("default/web")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("identity: 'web (newzealandnorth)' was given");
        assertThat(session.gate.writes()).hasSize(writes);
    }

    @Test
    void aBlocksRegionDoesNotMatterForAnIdentityThatIsElsewhere() throws Exception {
        enable();
        run(federation("default/web"));
        FederateIdentityStep step = federation("default/web", "default/jobs");
        step.setLocation("malaysiasouth");

        assertThat(run(step)).containsEntry("changed", true);
    }

    @Test
    void aRegionThatOnlyTheServiceKnowsToHaveNoFederationIsNamed() throws Exception {
        enable();
        addRegion("atlantis");
        var limits = (com.fasterxml.jackson.databind.node.ObjectNode)
                cloud.sandbox.data().get("limits").deepCopy();
        limits.withArray("federationRegionsWithout").add("atlantis");
        cloud.sandbox.data().set("limits", limits);
        FederateIdentityStep step = federation("default/web");
        step.setLocation("atlantis");

        assertThatThrownBy(() -> run(step))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("managed identity web: the service has no federated credentials for identities of"
                        + " its region")
                .hasMessageContaining("Support for federated identity credentials not enabled")
                .hasMessageContaining("location: 'eastus'");
    }

    private void addRegion(String name) {
        var all = (com.fasterxml.jackson.databind.node.ArrayNode)
                cloud.sandbox.data().get("locations");
        all.addObject().put("name", name).put("displayName", name);
        cloud.sandbox.data().set("locations", all);
    }

    @Test
    void theEndOfAFederationTakesCredentialsAndRole() throws Exception {
        enable();
        run(federation("default/web"));
        FederateIdentityStep end = federation("default/web");
        end.setState("absent");

        assertThat(run(end)).containsEntry("changed", true);
        assertThat(run(end)).containsEntry("changed", false);
        assertThat(credentials()).isZero();
        assertThat(cloud.sandbox.roleAssignments().all())
                .noneMatch(assignment -> assignment.path("role").asText().equals(READER));
    }

    @Test
    void withoutWorkloadIdentityItSaysWhatToDo() {
        assertThatThrownBy(() -> run(federation("default/web")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("Switch it on with enableWorkloadIdentity first");
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        refused("serviceAccounts: 'Web' was given", federation("Web"));
        refused("serviceAccounts: '0' was given", federation());
        FederateIdentityStep role = federation("web");
        role.setScope(null);
        refused("role and scope together", role);
        FederateIdentityStep state = federation("web");
        state.setState("gone");
        refused("state: 'gone' was given", state);
        FederateIdentityStep name = new FederateIdentityStep("a");
        name.setServiceAccounts(List.of("web"));
        refused("identity: 'a' was given", name);
    }

    private void refused(String text, FederateIdentityStep step) {
        assertThatThrownBy(() -> StepOperations.of(step, FixedScope.of("sub", "lab")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(text);
    }
}
