package io.jenkins.plugins.aks.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code keeps to docs/architecture.md; and each rule fails on a class made to break it. */
class ArchitectureTest {
    private static final String OURS = "io.jenkins.plugins.aks";
    private static final String BROKEN = "io.jenkins.plugins.aks.build.broken";
    private static final Drawing DRAWING = Drawing.of(Path.of("docs", "architecture.md"));

    private final JavaClasses main = new ClassFileImporter().importPath(ClassFiles.MAIN);
    private final JavaClasses broken = new ClassFileImporter().importPackages(BROKEN);

    @Test
    void theCodeKeepsEveryRule() {
        ArchitectureRules rules = new ArchitectureRules(OURS);
        List<ArchRule> all = new ArrayList<>(rules.arrows(DRAWING.arrows()));
        all.add(rules.everyPackageIsDrawn(DRAWING.arrows().keySet()));
        all.add(rules.onlyPipelineAndStepsNameJenkins());
        all.add(rules.boundConstructorsStandInPublicClasses());
        all.add(rules.formMethodsArePosted());
        all.add(rules.nothingUsesWhatGrpcNeeds());
        all.addAll(rules.bannedCalls());
        assertThat(all.stream().flatMap(rule -> details(rule, main).stream())).isEmpty();
    }

    @Test
    void theDrawingHasTheArrowsOfTheDesign() {
        Map<String, Set<String>> arrows = DRAWING.arrows();
        assertThat(arrows.get("cluster"))
                .containsExactly("azure", "check", "kubernetes", "notation", "operation", "pipeline", "registry");
        assertThat(arrows.get("pipeline")).containsExactly("azure", "kubernetes", "operation", "registry");
        assertThat(arrows.get("azure")).containsExactly("operation");
        assertThat(arrows.get("operation")).isEmpty();
        assertThat(arrows.get("notation")).isEmpty();
    }

    @Test
    void anArrowToNothingIsRefused() {
        assertThatThrownBy(() -> Drawing.parse("```mermaid\nflowchart TD\n  a\n  a --> b\n```"))
                .hasMessageContaining("'b'");
    }

    @Test
    void arrowsThatAreNotDrawnAreFound() {
        List<String> found = new ArchitectureRules(BROKEN)
                .arrows(DRAWING.arrows()).stream()
                        .flatMap(rule -> details(rule, broken).stream())
                        .toList();
        assertThat(found)
                .anyMatch(detail -> detail.contains("cluster.Neighbour.own") && detail.contains("lab.Own"))
                .anyMatch(detail -> detail.contains("azure.Upward.facade") && detail.contains("pipeline.Facade"))
                .hasSize(2);
    }

    @Test
    void aPackageThatIsNotDrawnIsFound() {
        assertBroken(
                new ArchitectureRules(BROKEN)
                        .everyPackageIsDrawn(DRAWING.arrows().keySet()),
                "stray.Stray");
    }

    @Test
    void jenkinsTypesInTheWrongPlaceAreFound() {
        ArchRule rule = new ArchitectureRules(BROKEN).onlyPipelineAndStepsNameJenkins();
        assertBroken(rule, "cluster.NoStepAtAll.run");
        assertThat(details(rule, broken))
                .noneMatch(detail -> detail.contains("HiddenStep"))
                .noneMatch(detail -> detail.contains("pipeline.Facade"));
    }

    @Test
    void hiddenConstructorsAndOpenFormMethodsAreFound() {
        ArchitectureRules rules = new ArchitectureRules(BROKEN);
        assertBroken(rules.boundConstructorsStandInPublicClasses(), "cluster.HiddenStep.<init>");
        assertBroken(rules.formMethodsArePosted(), "doFillCredentialsIdItems");
    }

    @Test
    void everyBannedCallIsFound() {
        assertThat(new ArchitectureRules(BROKEN).bannedCalls()).allSatisfy(rule -> assertBroken(rule, "cluster.Noisy"));
    }

    private void assertBroken(ArchRule rule, String where) {
        assertThat(details(rule, broken)).anyMatch(detail -> detail.contains(where));
    }

    private static List<String> details(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }
}
