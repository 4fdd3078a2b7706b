package io.jenkins.plugins.aks.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;

class StepProblemsTest {
    @Test
    void noStepLacksAnything() throws IOException {
        String examples = examples();
        assertThat(StepCatalog.all().stream().flatMap(step -> StepProblems.of(step, examples).stream()))
                .isEmpty();
    }

    @Test
    void theCatalogHasEveryStepOnce() {
        assertThat(StepCatalog.all().stream().map(StepDescriptor::getFunctionName))
                .contains("withAks")
                .doesNotHaveDuplicates();
    }

    @Test
    void aSoundStepHasNoProblem() {
        assertThat(StepProblems.of(new SoundStep.DescriptorImpl(), "sound name: 'x'"))
                .isEmpty();
    }

    @Test
    void everyKindOfProblemIsSeen() {
        List<String> problems = StepProblems.of(new BrokenStep.DescriptorImpl(), "nothing here");
        assertThat(problems)
                .allMatch(problem -> problem.startsWith("broken (BrokenStep): "))
                .extracting(problem -> problem.substring("broken (BrokenStep): ".length()))
                .containsExactlyInAnyOrder(
                        "has no help-result.html",
                        "has no help-color.html",
                        "help.html has no example in <pre>",
                        "the form's default of count is '4', the code's '3'",
                        "the form's default of strict is 'false', the code's 'true'",
                        "config.jelly has no field for the parameter hidden",
                        "config.jelly has the field ghost, which is no parameter",
                        "the list of color has no doFillColorItems",
                        "is in no Pipeline under examples/",
                        "the parameter hidden was text!! and is text!!!! after a save and a load");
    }

    @Test
    void aStepWithoutAFormIsSeen() {
        assertThat(StepProblems.of(new FormlessStep.DescriptorImpl(), "formless"))
                .contains("formless (FormlessStep): has no config.jelly", "formless (FormlessStep): has no help.html");
    }

    private static String examples() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }
}
