package io.jenkins.plugins.aks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksContext;
import io.jenkins.plugins.aks.pipeline.BodyRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberOrderTest {

    private static final Map<String, Object> MEMBERS = Map.of(
            FleetMembers.MEMBERS,
            List.of(
                    member("amsterdam", "prod"),
                    member("berlin", "prod"),
                    member("cairo", "test"),
                    member("delhi", "stage")));

    private static Map<String, Object> member(String name, String group) {
        return Map.of(
                "name",
                name,
                "group",
                group,
                "cluster",
                "aks-" + name,
                "resourceGroup",
                "rg-" + name,
                "subscription",
                "s1");
    }

    private static List<BodyRun> runs(List<String> order, List<String> canary) throws OperationException {
        return new MemberOrder(order, canary).runs(AksContext.empty().withFleet("all"), MEMBERS);
    }

    private static List<String> names(List<BodyRun> runs) {
        return runs.stream().map(BodyRun::name).toList();
    }

    @Test
    void withoutOrderTheyComeAsTheFleetListsThem() throws Exception {
        assertThat(names(runs(null, null))).containsExactly("amsterdam", "berlin", "cairo", "delhi");
    }

    @Test
    void canariesComeFirstAndAloneAreGates() throws Exception {
        List<BodyRun> runs = runs(List.of("stage"), List.of("test"));

        assertThat(names(runs)).containsExactly("cairo", "delhi", "amsterdam", "berlin");
        assertThat(runs).extracting(BodyRun::isGate).containsExactly(true, false, false, false);
    }

    @Test
    void eachRunMeansItsOwnCluster() throws Exception {
        AksContext context = runs(null, null).get(2).context();

        assertThat(context.cluster()).isEqualTo("aks-cairo");
        assertThat(context.resourceGroup()).isEqualTo("rg-cairo");
        assertThat(context.subscription()).isEqualTo("s1");
    }

    @Test
    void aNameThatNoMemberHasIsRefusedWithTheParameter() {
        assertThatThrownBy(() -> runs(List.of("paris"), null))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("order: 'paris' was given");
        assertThatThrownBy(() -> runs(null, List.of("oslo"))).hasMessageContaining("canary: 'oslo' was given");
    }

    @Test
    void aMemberIsNamedOnce() {
        assertThatThrownBy(() -> runs(List.of("cairo"), List.of("test")))
                .hasMessageContaining("order: 'cairo' was given")
                .hasMessageContaining("each once");
    }
}
