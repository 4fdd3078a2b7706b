package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.CLUSTER;
import static io.jenkins.plugins.aks.azure.ArmKit.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceIdTest {

    @Test
    void takesAPoolApart() {
        ResourceId pool = ResourceId.parse(CLUSTER + "/agentPools/system");
        assertThat(pool.name()).isEqualTo("system");
        assertThat(pool.type()).isEqualTo("Microsoft.ContainerService/managedClusters/agentPools");
        assertThat(pool.shortType()).isEqualTo("agentPools");
        assertThat(pool.subscription()).contains("s1");
        assertThat(pool.resourceGroup()).contains("rg");
        assertThat(pool.parent()).contains(ResourceId.parse(CLUSTER));
        assertThat(pool.parent().flatMap(ResourceId::parent)).contains(ResourceId.parse(GROUP));
        assertThat(ResourceId.parse(GROUP).parent()).contains(ResourceId.parse("/subscriptions/s1"));
        assertThat(ResourceId.parse("/subscriptions/s1").parent()).isEmpty();
    }

    @Test
    void knowsTypesWithoutAProvider() {
        assertThat(ResourceId.parse(GROUP).type()).isEqualTo("Microsoft.Resources/resourceGroups");
        assertThat(ResourceId.parse("/subscriptions/s1").type()).isEqualTo("Microsoft.Resources/subscriptions");
    }

    @Test
    void anExtensionResourceHasItsOwnTypeAndParent() {
        ResourceId role = ResourceId.parse(CLUSTER + "/providers/Microsoft.Authorization/roleAssignments/r1");
        assertThat(role.type()).isEqualTo("Microsoft.Authorization/roleAssignments");
        assertThat(role.isOf("microsoft.authorization/roleassignments")).isTrue();
        assertThat(role.parent()).contains(ResourceId.parse(CLUSTER));
    }

    @Test
    void isEqualIgnoringCaseAndKeepsItsOwn() {
        ResourceId upper = ResourceId.parse(CLUSTER.toUpperCase(java.util.Locale.ROOT));
        assertThat(upper).isEqualTo(ResourceId.parse(CLUSTER)).hasSameHashCodeAs(ResourceId.parse(CLUSTER));
        assertThat(upper.toString()).isEqualTo(CLUSTER.toUpperCase(java.util.Locale.ROOT));
        assertThat(upper).isNotEqualTo(ResourceId.parse(GROUP));
    }

    @Test
    void ignoresQueriesAndSuperfluousSlashes() {
        assertThat(ResourceId.parse("/" + GROUP + "/?api-version=1")).hasToString(GROUP);
        assertThat(ResourceId.parse(CLUSTER).child("agentPools", "a")).hasToString(CLUSTER + "/agentPools/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "demo", "/", "/subscriptions", "subscriptions/s1"})
    void refusesWhatIsNoId(String text) {
        assertThatThrownBy(() -> ResourceId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a resource id");
    }
}
