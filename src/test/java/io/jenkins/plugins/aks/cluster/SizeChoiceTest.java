package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which size a cluster gets when none was asked for: removing or exhausting one changes the outcome. */
class SizeChoiceTest {
    private final FakeSession session = new FakeSession();
    private final Catalogue catalogue = session.aks.catalogue;

    @Test
    void prefersTheNewestWithFourCpus() throws Exception {
        assertThat(chosen(3)).isEqualTo("Standard_D4s_v5");
        assertThat(session.log).anyMatch(line -> line.contains("chose Standard_D4s_v5 (4 vCPUs)"));
    }

    @Test
    void takesAnOlderOneWhenTheNewestIsNotOffered() throws Exception {
        catalogue.removeSize("Standard_D4s_v5");
        assertThat(chosen(3)).isEqualTo("Standard_D4s_v3");
        assertThat(chosen(3, "1", "2", "3")).isEqualTo("Standard_D2s_v5");
    }

    @Test
    void takesAnotherFamilyWhenOneHasNoQuota() throws Exception {
        catalogue.usage("standardDSv5Family", "DSv5", 45, 50);
        assertThat(chosen(3)).isEqualTo("Standard_D4s_v3");
    }

    @Test
    void takesTwoCpusWhenTheQuotaAllowsNoMore() throws Exception {
        catalogue.usage("cores", "Total Regional vCPUs", 0, 10);
        assertThat(chosen(3)).isEqualTo("Standard_D2s_v5");
    }

    @Test
    void neverTakesArmOrConfidentialOrBurstableMachines() throws Exception {
        for (String name : List.of("Standard_D2s_v5", "Standard_D4s_v5", "Standard_D4s_v3")) {
            catalogue.removeSize(name);
        }
        catalogue
                .size("Standard_D4ps_v6", "standardDPSv6Family", 4, 16, "1")
                .withArray("capabilities")
                .addObject()
                .put("name", "CpuArchitectureType")
                .put("value", "Arm64");
        catalogue.size("Standard_DC4s_v3", "standardDCSv3Family", 4, 16, "1");
        assertThat(chosen(3)).isEqualTo("Standard_DS2_v2");
    }

    @Test
    void namesTheZonesThatAreOffered() {
        assertThatThrownBy(() -> chosen(1, "7"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("zones: '[7]' was given; allowed: zones in which Compute offers")
                .hasMessageContaining(": 1, 2, 3.");
    }

    private String chosen(int nodes, String... zones) throws Exception {
        PoolSpec pool = Specs.pool("p").count(nodes).zones(zones).build();
        return PoolSizes.choose(session.aks, session.log(), Catalogue.SUBSCRIPTION, "westeurope", "pool p", pool)
                .name();
    }
}
