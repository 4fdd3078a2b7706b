package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesVersionsTest {
    private final Catalogue catalogue = new Catalogue();

    @ParameterizedTest
    @CsvSource({
        "stable, KubernetesOfficial, 1.35",
        "Stable, KubernetesOfficial, 1.35",
        "latest, KubernetesOfficial, 1.36",
        "oldest-upgradable, KubernetesOfficial, 1.34.4",
        "stable, AKSLongTermSupport, 1.34",
        "latest, AKSLongTermSupport, 1.34",
        "oldest-upgradable, AKSLongTermSupport, 1.33.9",
        "1.36, KubernetesOfficial, 1.36",
        "1.34.2, KubernetesOfficial, 1.34.2",
        "1.37, KubernetesOfficial, 1.37",
        "1.33, AKSLongTermSupport, 1.33",
    })
    void chooses(String wish, String plan, String chosen) throws Exception {
        assertThat(offered().choose(wish, plan)).isEqualTo(chosen);
    }

    @Test
    void anUpgradeToAPreviewDoesNotCount() throws Exception {
        JsonNode values = new ObjectMapper()
                .readTree(
                        """
                [{"version":"1.36","capabilities":{"supportPlan":["KubernetesOfficial"]},
                  "patchVersions":{"1.36.1":{"upgrades":["1.37.0"]}}},
                 {"version":"1.37","isPreview":true,"capabilities":{"supportPlan":["KubernetesOfficial"]},
                  "patchVersions":{"1.37.0":{"upgrades":null}}}]""");
        assertThatThrownBy(() -> KubernetesVersions.of("mars", values)
                        .choose(KubernetesVersions.OLDEST_UPGRADABLE, Aks.OFFICIAL_SUPPORT))
                .hasMessageContaining("None of them has an upgrade");
    }

    @Test
    void refusesWhatIsNotOfferedAndListsWhatIs() {
        assertThatThrownBy(() -> offered().choose("1.29", Aks.OFFICIAL_SUPPORT))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("kubernetesVersion: '1.29' was given")
                .hasMessageContaining("1.33 (long-term support), 1.34, 1.35, 1.36, 1.37 (preview)");
    }

    @Test
    void refusesAPatchThatIsNotOfferedAndListsThePatches() {
        assertThatThrownBy(() -> offered().choose("1.34.3", Aks.OFFICIAL_SUPPORT))
                .hasMessageContaining("[1.34.2, 1.34.4]");
    }

    @Test
    void refusesLongTermSupportWithoutItsPlan() {
        assertThatThrownBy(() -> offered().choose("1.33", Aks.OFFICIAL_SUPPORT))
                .hasMessageContaining("it needs tier: 'premium' and supportPlan: 'AKSLongTermSupport'");
        assertThatThrownBy(() -> offered().choose("1.36", Aks.LONG_TERM_SUPPORT))
                .hasMessageContaining("not covered by supportPlan 'AKSLongTermSupport'");
    }

    @Test
    void theNewestStandsInForAMissingDefault() throws Exception {
        for (int i = 0; i < catalogue.versions().size(); i++) {
            ((com.fasterxml.jackson.databind.node.ObjectNode)
                            catalogue.versions().get(i))
                    .put("isDefault", false);
        }
        assertThat(offered().choose("stable", Aks.OFFICIAL_SUPPORT)).isEqualTo("1.36");
    }

    @Test
    void refusesToFindAnUpgradableOneWhereNoneHasAnUpgrade() {
        catalogue.versions().removeAll();
        catalogue
                .version("1.36", true, false, "KubernetesOfficial")
                .putObject("1.36.0")
                .putArray("upgrades")
                .add("1.36.1");
        assertThatThrownBy(() -> offered().choose("oldest-upgradable", Aks.OFFICIAL_SUPPORT))
                .hasMessageContaining("None of them has an upgrade");
    }

    @Test
    void knowsPreviews() {
        assertThat(offered().isPreview("1.37.0")).isTrue();
        assertThat(offered().isPreview("1.36")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "1", "v1.35", "1.35.x", ""})
    void knowsWhatIsNoWish(String wish) {
        assertThat(KubernetesVersions.wellFormed(wish)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.34.2, 1.34.4, true",
        "1.34.4, 1.34.2, false",
        "1.34, 1.34.4, false",
        "1.34.4, 1.34, false",
        "1.9, 1.10, true",
        "1.36, 1.35.9, false",
    })
    void ordersVersions(String one, String other, boolean older) {
        assertThat(KubernetesVersion.parse(one).olderThan(KubernetesVersion.parse(other)))
                .isEqualTo(older);
    }

    private KubernetesVersions offered() {
        return KubernetesVersions.of("westeurope", catalogue.versions());
    }
}
