package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VmSizesTest {
    private static final String SKUS =
            """
            [{"resourceType":"disks","name":"Premium_LRS"},
             {"resourceType":"virtualMachines","name":"Standard_D2s_v5","family":"standardDSv5Family",
              "locationInfo":[{"location":"westeurope","zones":["3","1","2"]}],
              "restrictions":[{"type":"Zone","reasonCode":"NotAvailableForSubscription",
                "restrictionInfo":{"zones":["2"]}}],
              "capabilities":[{"name":"vCPUs","value":"2"},{"name":"MemoryGB","value":"8"}]},
             {"resourceType":"virtualMachines","name":"Standard_D2ps_v5","family":"standardDPSv5Family",
              "locationInfo":[{"location":"WestEurope","zones":[]}],
              "capabilities":[{"name":"vCPUs","value":"2"},{"name":"CpuArchitectureType","value":"Arm64"}]},
             {"resourceType":"virtualMachines","name":"Standard_L8s_v3","family":"standardLSv3Family",
              "locationInfo":[{"location":"westeurope","zones":["1"]}],
              "restrictions":[{"type":"Location","reasonCode":"NotAvailableForSubscription"}],
              "capabilities":[{"name":"vCPUs","value":"8"}]},
             {"resourceType":"virtualMachines","name":"Standard_D8s_v5",
              "locationInfo":[{"location":"eastus","zones":["1"]}]}]""";
    private static final String USAGES =
            """
            [{"name":{"value":"cores","localizedValue":"Total Regional vCPUs"},"currentValue":4,"limit":10},
             {"name":{"value":"lowPriorityCores","localizedValue":"Spot vCPUs"},"currentValue":0,"limit":3},
             {"name":{"value":"standardDSv5Family","localizedValue":"DSv5 vCPUs"},"currentValue":2,"limit":8}]""";

    @Test
    void readsSizesOfTheLocation() throws Exception {
        VmSizes sizes = sizes();
        assertThat(sizes.all())
                .extracting(VmSize::name)
                .containsExactly("Standard_D2ps_v5", "Standard_D2s_v5", "Standard_L8s_v3");
        VmSize size = sizes.require("vmSize", "standard_d2s_V5", "zones", List.of("1", "3"));
        assertThat(size.name()).isEqualTo("Standard_D2s_v5");
        assertThat(size.vCpus()).isEqualTo(2);
        assertThat(size.memory()).isEqualTo(8);
        assertThat(size.arm64()).isFalse();
        assertThat(sizes.require("vmSize", "Standard_D2ps_v5", "zones", List.of())
                        .arm64())
                .isTrue();
    }

    @Test
    void refusesASizeThatIsNotOffered() {
        assertThatThrownBy(() -> sizes().require("vmSize", "Standard_D8s_v5", "zones", List.of()))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("vmSize: 'Standard_D8s_v5' was given")
                .hasMessageContaining("offers in westeurope, e.g. Standard_D2ps_v5, Standard_D2s_v5.");
    }

    @Test
    void refusesARestrictedSize() {
        assertThatThrownBy(() -> sizes().require("vmSize", "Standard_L8s_v3", "zones", List.of()))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("NotAvailableForSubscription");
    }

    @Test
    void refusesZonesThatAreRestrictedOrNotThere() {
        assertThatThrownBy(() -> sizes().require("vmSize", "Standard_D2s_v5", "zones", List.of("1", "2")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("zones: '[1, 2]' was given; allowed: zones out of [1, 3]");
        assertThatThrownBy(() -> sizes().require("vmSize", "Standard_D2ps_v5", "zones", List.of("1")))
                .hasMessageContaining("allowed: no zones");
    }

    @Test
    void countsTheFamilysQuotaAndTheTotal() throws Exception {
        VmSize size = sizes().require("vmSize", "Standard_D2s_v5", "zones", List.of());
        assertThat(quotas().missing(size, 3, false)).isEmpty();
        assertThat(quotas().missing(size, 4, false)).hasValueSatisfying(text -> assertThat(text)
                .contains("need 8 vCPUs")
                .contains("'DSv5 vCPUs' in westeurope has 6 free (2 of 8 used)"));
        VmSize unlisted = sizes().require("vmSize", "Standard_D2ps_v5", "zones", List.of());
        assertThat(quotas().missing(unlisted, 3, false)).isEmpty();
        assertThat(quotas().missing(unlisted, 4, false))
                .hasValueSatisfying(text -> assertThat(text).contains("'Total Regional vCPUs'"));
    }

    @Test
    void spotMachinesHaveTheirOwnQuota() throws Exception {
        VmSize size = sizes().require("vmSize", "Standard_D2s_v5", "zones", List.of());
        assertThat(quotas().missing(size, 1, true)).isEmpty();
        assertThatThrownBy(() -> quotas().require("pool x", size, 2, true))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "QuotaExceeded"))
                .hasMessageContaining("pool x: 2 × Standard_D2s_v5 need 4 vCPUs")
                .hasMessageContaining("Spot vCPUs");
    }

    private static VmSizes sizes() throws Exception {
        return VmSizes.of("westeurope", items(SKUS));
    }

    private static Quotas quotas() throws Exception {
        return Quotas.of("westeurope", items(USAGES));
    }

    private static List<JsonNode> items(String json) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        new ObjectMapper().readTree(json).forEach(items::add);
        return items;
    }
}
