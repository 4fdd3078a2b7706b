package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which version a wish means: 1.33 has long-term support alone, 1.36 is the default, 1.38 is a preview. */
class UpgradeTargetTest {
    private static final List<String> OFFICIAL = List.of("KubernetesOfficial", "AKSLongTermSupport");

    private final ArrayNode values = Models.object().putArray("values");

    UpgradeTargetTest() {
        minor("1.33", List.of("AKSLongTermSupport"), "1.33.9", "1.33.11");
        minor("1.34", List.of("AKSLongTermSupport"), "1.34.6");
        minor("1.35", OFFICIAL, "1.35.4", "1.35.10");
        minor("1.36", OFFICIAL, "1.36.2").put("isDefault", true);
        minor("1.37", OFFICIAL, "1.37.0");
        minor("1.38", OFFICIAL, "1.38.0").put("isPreview", true);
    }

    private ObjectNode minor(String name, List<String> plans, String... patches) {
        ObjectNode minor = values.addObject().put("version", name);
        plans.forEach(minor.putObject("capabilities").putArray("supportPlan")::add);
        for (String patch : patches) {
            minor.withObject("/patchVersions").putObject(patch);
        }
        return minor;
    }

    private String version(String current, String wish, String... upgrades) throws InvalidParameterException {
        return under(Aks.OFFICIAL_SUPPORT, current, wish, upgrades);
    }

    private String under(String plan, String current, String wish, String... upgrades)
            throws InvalidParameterException {
        ObjectNode profile = Models.object();
        for (String upgrade : upgrades) {
            profile.withArray("upgrades").addObject().put("kubernetesVersion", upgrade);
        }
        JsonNode given = upgrades.length == 0 ? Models.object() : profile;
        return new UpgradeTarget("control plane", current, given, KubernetesVersions.of("westeurope", values), plan)
                .version(wish);
    }

    @Test
    void patchesAreComparedAsNumbers() throws Exception {
        assertThat(version("1.35.4", "latest-patch", "1.35.9", "1.35.10", "1.36.2"))
                .isEqualTo("1.35.10");
        assertThat(version("1.35.4", "Next-Minor", "1.35.10", "1.36.2")).isEqualTo("1.36.2");
    }

    @Test
    void whereNothingNewerIsOfferedNothingIsDone() throws Exception {
        assertThat(version("1.36.2", "next-minor")).isEqualTo("1.36.2");
        assertThat(version("1.36.2", "latest-patch", "1.37.0")).isEqualTo("1.36.2");
        assertThat(version("1.37.0", "stable")).isEqualTo("1.37.0");
        assertThat(version("1.36.2", "1.36.2")).isEqualTo("1.36.2");
    }

    @Test
    void wordsChooseNoPreviewAndNothingOutOfSupport() throws Exception {
        assertThat(version("1.37.0", "next-minor", "1.38.0")).isEqualTo("1.37.0");
        assertThat(version("1.37.0", "1.38.0", "1.38.0")).isEqualTo("1.38.0");
        assertThat(version("1.33.9", "next-minor", "1.33.11", "1.34.6")).isEqualTo("1.33.9");
        assertThat(under(Aks.LONG_TERM_SUPPORT, "1.33.9", "next-minor", "1.33.11", "1.34.6"))
                .isEqualTo("1.34.6");
    }

    @Test
    void anAliasIsItsNewestPatchAndNeverAPatchOfTheSameMinor() throws Exception {
        assertThat(version("1.35.4", "1.35", "1.35.10", "1.36.2")).isEqualTo("1.35.4");
        assertThat(version("1.35.4", "1.36", "1.35.10", "1.36.1", "1.36.2")).isEqualTo("1.36.2");
        assertThat(version("1.35.4", "stable", "1.35.10", "1.36.2")).isEqualTo("1.36.2");
    }

    @Test
    void refusalsNameWhatIsPossible() {
        assertThatThrownBy(() -> version("1.35.4", "1.37.0", "1.35.10", "1.36.2"))
                .hasMessageContaining("for the control plane on 1.35.4: 1.35.10, 1.36.2")
                .hasMessageContaining("The path that works is 1.35.4 -> 1.36.2 -> 1.37.0");
        assertThatThrownBy(() -> version("1.35.4", "1.34.6", "1.35.10")).hasMessageContaining("can't be taken back");
        assertThatThrownBy(() -> version("1.35.4", "1.36.9", "1.36.2")).hasMessageContaining("Choose one of them");
        assertThatThrownBy(() -> version("1.33.9", "1.34.6", "1.34.6"))
                .hasMessageContaining("1.34.6 is not covered by the cluster's support plan KubernetesOfficial")
                .hasMessageContaining("supportPlan: 'AKSLongTermSupport'");
        assertThatThrownBy(() -> version("1.36.2", "1.36.9")).hasMessageContaining("nothing newer than 1.36.2");
    }
}
