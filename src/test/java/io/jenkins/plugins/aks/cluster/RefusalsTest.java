package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service can't make is refused from its answers, before anything is written. */
class RefusalsTest {
    private final FakeSession session = new FakeSession();
    private final Catalogue catalogue = session.aks.catalogue;

    @AfterEach
    void nothingWasWritten() {
        assertThat(session.aks.writes).isEmpty();
    }

    @Test
    void aMissingGroup() {
        catalogue.removeGroup();
        refused(Specs.workshop(), "resourceGroup: 'myResourceGroup' was given", "azureGroup");
    }

    @Test
    void aGroupThatIsBeingDeleted() {
        catalogue.group().putObject("properties").put("provisioningState", "Deleting");
        refused(Specs.workshop(), "resourceGroup", "It is being deleted");
    }

    @Test
    void aLocationWithoutTheService() {
        refused(
                Specs.cluster(
                        "mars",
                        null,
                        null,
                        Specs.NO_NETWORK,
                        Specs.NO_ACCESS,
                        Specs.pool("p").build()),
                "location: 'mars' was given",
                "eastus, westeurope");
    }

    @Test
    void ciliumPoliciesWithoutTheDataplane() {
        NetworkSpec network = new NetworkSpec(null, null, null, null, "cilium", null, null, null, null);
        refused(
                Specs.cluster(
                        null,
                        null,
                        null,
                        network,
                        Specs.NO_ACCESS,
                        Specs.pool("p").build()),
                "networkPolicy: 'cilium' was given",
                "Give networkDataplane: 'cilium' as well");
    }

    @Test
    void aSizeTooSmallForASystemPool() {
        catalogue.size("Standard_B1s", "standardBSFamily", 1, 1, "1");
        catalogue.usage("standardBSFamily", "BS", 0, 50);
        refused(
                Specs.cluster(
                        null,
                        null,
                        null,
                        Specs.NO_NETWORK,
                        Specs.NO_ACCESS,
                        Specs.pool("p").vmSize("Standard_B1s").build()),
                "vmSize: 'Standard_B1s' was given",
                "at least 2 vCPUs and 4 GiB");
    }

    @Test
    void aVersionThatIsNotOffered() {
        refused(
                Specs.cluster(
                        null,
                        null,
                        "1.29",
                        Specs.NO_NETWORK,
                        Specs.NO_ACCESS,
                        Specs.pool("p").build()),
                "kubernetesVersion: '1.29' was given",
                "1.34, 1.35, 1.36");
    }

    @Test
    void aSizeThatIsNotOffered() {
        catalogue.removeSize("Standard_DS2_v2");
        refused(with(Specs.pool("p").vmSize("Standard_DS2_v2")), "vmSize: 'Standard_DS2_v2'", "Standard_D4s_v5");
    }

    @Test
    void aRestrictedSize() {
        catalogue
                .size("Standard_DS2_v2")
                .withArray("restrictions")
                .addObject()
                .put("type", "Location")
                .put("reasonCode", "QuotaId");
        refused(with(Specs.pool("p").vmSize("Standard_DS2_v2")), "vmSize", "QuotaId");
    }

    @Test
    void zonesThatTheSizeIsNotIn() {
        refused(with(Specs.pool("p").vmSize("Standard_D4s_v3").zones("1", "3")), "zones: '[1, 3]'", "[1, 2]");
    }

    @Test
    void aFamilyWithoutQuota() {
        catalogue.usage("standardDSv2Family", "Standard DSv2 Family vCPUs", 6, 10);
        refused(
                with(Specs.pool("p").vmSize("Standard_DS2_v2").count(3)),
                "3 × Standard_DS2_v2 need 6 vCPUs",
                "has 4 free (6 of 10 used)");
    }

    @Test
    void aSubscriptionWithoutQuota() {
        catalogue.usage("cores", "Total Regional vCPUs", 95, 100);
        refused(with(Specs.pool("p").vmSize("Standard_DS2_v2").count(3)), "Total Regional vCPUs", "5 free");
        refused(with(Specs.pool("p").count(3)), "vmSize was not given", "Total Regional vCPUs");
    }

    @Test
    void zonesInWhichNoSizeIs() {
        for (String name : new String[] {"Standard_D2s_v5", "Standard_D4s_v5", "Standard_DS2_v2"}) {
            catalogue.removeSize(name);
        }
        refused(with(Specs.pool("p").zones("3")), "zones: '[3]' was given", "give vmSize");
    }

    @Test
    void aPoolForAClusterThatDoesNotExist() {
        AksNodePool pool = new AksNodePool(Specs.place(), Specs.pool("p").build(), true, null);
        assertThatThrownBy(() -> Turns.run(pool, session))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("cluster: 'myAKSCluster' was given")
                .hasMessageContaining("aksCreate");
    }

    private void refused(ClusterSpec spec, String subject, String hint) {
        assertThatThrownBy(() -> Turns.run(new AksCreate(spec, false, null), session))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining(subject)
                .hasMessageContaining(hint);
    }

    private static ClusterSpec with(Specs.PoolBuilder pool) {
        return Specs.cluster(null, null, null, Specs.NO_NETWORK, Specs.NO_ACCESS, pool.build());
    }
}
