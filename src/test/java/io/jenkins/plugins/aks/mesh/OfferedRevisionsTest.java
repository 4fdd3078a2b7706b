package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferedRevisionsTest {
    private static final String OFFICIAL = "KubernetesOfficial";
    private static final String LONG_TERM = "AKSLongTermSupport";

    private static OfferedRevisions offered(String... revisions) throws Exception {
        String json = "{\"properties\":{\"meshRevisions\":["
                + String.join(",", revisions).replace('\'', '"') + "]}}";
        JsonNode profile = new ObjectMapper().readTree(json);
        return OfferedRevisions.of("westeurope", List.of(profile));
    }

    private static String revision(String name, String plan, String versions) {
        return "{'revision':'" + name + "','compatibleWith':[{'name':'" + plan + "','versions':[" + versions + "]}]}";
    }

    @Test
    void theNewestButOneOfTheRegionIsTheUsualOneWhereItFits() throws Exception {
        OfferedRevisions three = offered(
                revision("asm-1-9", OFFICIAL, "'1.35'"),
                revision("asm-1-10", OFFICIAL, "'1.35','1.36'"),
                revision("asm-1-11", OFFICIAL, "'1.36','1.37'"));

        assertThat(three.choose("", "1.36.2", OFFICIAL).name()).isEqualTo("asm-1-10");
        assertThat(three.choose("", "1.35", OFFICIAL).name()).isEqualTo("asm-1-10");
        assertThat(three.choose("", "1.37", OFFICIAL).name()).isEqualTo("asm-1-11");
        assertThat(three.choose("asm-1-9", "1.35", OFFICIAL).name()).isEqualTo("asm-1-9");
        assertThat(offered(revision("asm-1-9", OFFICIAL, "'1.35'"))
                        .choose("", "1.35", OFFICIAL)
                        .name())
                .isEqualTo("asm-1-9");
    }

    @Test
    void theSupportPlanCountsAndOlderAnswersCallItOtherwise() throws Exception {
        OfferedRevisions both =
                offered(revision("asm-1-28", LONG_TERM, "'1.33'"), revision("asm-1-29", "kubernetes", "'1.35'"));

        assertThat(both.choose("", "1.33.1", LONG_TERM).name()).isEqualTo("asm-1-28");
        assertThat(both.choose("", "1.35.1", OFFICIAL).name()).isEqualTo("asm-1-29");
        assertThatThrownBy(() -> both.choose("", "1.33.1", OFFICIAL))
                .hasMessageContaining("revision: nothing was given")
                .hasMessageContaining("asm-1-28 (AKSLongTermSupport 1.33)");
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatDoes() throws Exception {
        OfferedRevisions two =
                offered(revision("asm-1-28", OFFICIAL, "'1.34'"), revision("asm-1-29", OFFICIAL, "'1.35'"));

        assertThatThrownBy(() -> two.choose("asm-1-29", "1.34.3", OFFICIAL))
                .hasMessageContaining("the service has in westeurope asm-1-28;")
                .hasMessageContaining("asm-1-29 (KubernetesOfficial 1.35)")
                .hasMessageContaining("leave it out for asm-1-28");
        assertThatThrownBy(() -> offered().choose("", "1.34", OFFICIAL))
                .hasMessageContaining("all that it has there: none");
    }
}
