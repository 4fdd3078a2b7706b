package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Jenkins refuses before anything runs, in its words and with its line and column. */
class DeclarativeValidationTest {

    @TempDir
    private Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String refused(String script) {
        assertThat(bench.run(script)).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("startup failed:").doesNotContain("[Pipeline]");
        assertThat(Calls.done()).isEmpty();
        return bench.console();
    }

    /** In line 5 of a pipeline, within steps. */
    private static String steps(String line) {
        return "pipeline {\n  agent any\n  stages {\n    stage('s') { steps {\n      " + line + "\n    } }\n  }\n}\n";
    }

    private static Stream<Arguments> linesOfSteps() {
        return Stream.of(
                Arguments.of("probe name: 'x', cuont: 2", "Invalid parameter \"cuont\", did you mean \"count\"?", 24),
                Arguments.of("probe count: 2", "Missing required parameter: \"name\"", 7),
                Arguments.of("probe()", "Missing required parameter: \"name\"", 7),
                Arguments.of(
                        "probe name: 'x', count: 'two'",
                        "Expecting \"int\" for parameter \"count\" but got \"two\" of type class java.lang.String instead",
                        31),
                Arguments.of(
                        "probe name: 5",
                        "Expecting \"class java.lang.String\" for parameter \"name\" but got \"5\" of type class"
                                + " java.lang.Integer instead",
                        19),
                Arguments.of(
                        "probe 5",
                        "Expecting \"class java.lang.String\" but got \"5\" of type class java.lang.Integer instead",
                        13),
                Arguments.of("probe 'x', 'y'", "\"probe\" should have 1 arguments but has 2 arguments instead.", 7),
                Arguments.of("timeout(5) { def x = 1 }", "Expected a step", 20),
                Arguments.of("def x = 1", "Expected a step", 7),
                Arguments.of("if (true) { echo 'x' }", "Expected a step", 7),
                Arguments.of("'text'.trim()", "Method calls on objects not allowed outside \"script\" blocks.", 7),
                Arguments.of("script 'x'", "script step without a block", 7),
                Arguments.of("give 'x'", "Expected a block with the \"give\" step", 7),
                Arguments.of("parallel(a: 'x')", "Expected closure or failFast", 19),
                Arguments.of("parallel(a: { })", "No steps specified for branch", 19),
                Arguments.of(
                        "catchError('x') { echo 'y' }",
                        "Step does not take a single required parameter - use named parameters instead",
                        7),
                Arguments.of(
                        "timeout(5) { probe nmae: 'x' }", "Invalid parameter \"nmae\", did you mean \"name\"?", 26));
    }

    @ParameterizedTest
    @MethodSource("linesOfSteps")
    void refusesInSteps(String line, String message, int column) {
        assertThat(refused(steps(line)))
                .contains("WorkflowScript: 5: %s @ line 5, column %d.".formatted(message, column))
                .contains("\n1 error\n");
    }

    /** As the body of pipeline, whose first line is line 2. */
    private static Stream<Arguments> pipelines() {
        String stages = "stages { stage('s') { steps { echo 'x' } } }\n";
        return Stream.of(
                Arguments.of(stages, "Missing required section \"agent\" @ line 1"),
                Arguments.of("agent any\n", "Missing required section \"stages\" @ line 1"),
                Arguments.of("agent any\nstagse { }\n" + stages, "Undefined section \"stagse\" @ line 3"),
                Arguments.of("agent any\nagent any\n" + stages, "Multiple occurrences of the agent section @ line 3"),
                Arguments.of("agent any\n5\n" + stages, "Not a valid section definition: \"5\". Some extra"),
                Arguments.of("agent some\n" + stages, "Invalid argument for agent - \"some\" - must be map"),
                Arguments.of(
                        "agent 'x'\n" + stages, "Only \"agent none\", \"agent any\" or \"agent {...}\" are allowed."),
                Arguments.of(
                        "agent { dockr 'x' }\n" + stages, "Invalid agent type \"dockr\" specified. Must be one of"),
                Arguments.of("agent any\nstages { }\n", "No stages specified @ line 3"),
                Arguments.of("agent any\nstages { echo 'x' }\n", "Expected a stage @ line 3, column 10"),
                Arguments.of(
                        "agent any\nstages { stage { steps { echo 'x' } } }\n", "Expected a stage name but did not"),
                Arguments.of(
                        "agent any\nstages { stage(\"a${1}\") { steps { echo 'x' } } }\n",
                        "Expected string literal @ line 3"),
                Arguments.of("agent any\nstages { stage('a') }\n", "Stage does not have a block @ line 3"),
                Arguments.of(
                        "agent any\nstages { stage('a') { } }\n",
                        "Expected one of \"steps\", \"stages\", or \"parallel\" for stage \"a\" @ line 3"),
                Arguments.of(
                        "agent any\nstages { stage('a') { steps { } } }\n", "No steps specified for branch @ line 3"),
                Arguments.of(
                        "agent any\nstages { stage('a') { echo 'x' } }\n",
                        "Unknown stage section \"echo\". Starting with"),
                Arguments.of(
                        "agent any\nstages {\nstage('a') { steps { echo 'x' } }\nstage('a') { steps { echo 'x' } } }\n",
                        "Duplicate stage name: \"a\""),
                Arguments.of(
                        "agent any\nstages { stage('a') { parallel {\nstage('b') { steps { echo 'x' } }\n"
                                + "stage('b') { steps { echo 'x' } } } } }\n",
                        "Duplicate stage name: \"b\""),
                Arguments.of(
                        "agent any\nstages { stage('a') {\nsteps { echo 'x' }\nstages { stage('b') { steps { echo 'y' } } } } }",
                        "Only one of \"matrix\", \"parallel\", \"stages\", or \"steps\" allowed for stage \"a\""),
                Arguments.of(
                        "agent any\nstages { stage('a') {\nagent any\nparallel { stage('b') { steps { echo 'y' } } } } }",
                        "\"agent\" is not allowed in stage \"a\" as it contains parallel or matrix stages @ line 4"),
                Arguments.of(
                        "agent any\nstages { stage('a') { parallel { stage('b') { parallel { stage('c')"
                                + " { steps { echo 'y' } } } } } } }",
                        "cannot be nested inside another"),
                Arguments.of(
                        "agent any\nenvironment { A = 5 + x() }\n" + stages,
                        "Environment variable values to be concatenated together must be single or double quoted."),
                Arguments.of(
                        "agent any\nenvironment { A = [1] }\n" + stages, "Environment variable values must either be"),
                Arguments.of(
                        "agent any\nenvironment {\nA = 'x'\nA = 'y' }\n" + stages,
                        "Duplicate environment variable name: \"A\" @ line 5"),
                Arguments.of("agent any\nenvironment { }\n" + stages, "No variables specified for environment"),
                Arguments.of("agent any\nenvironment { echo 'x' }\n" + stages, "is not a valid environment expression"),
                Arguments.of("agent any\noptions { }\n" + stages, "options can not be empty @ line 3"),
                Arguments.of(
                        "agent any\noptions { probe 'x' }\n" + stages, "Invalid option type \"probe\". Valid option"),
                Arguments.of(
                        "agent any\noptions { timeout(tiem: 5) }\n" + stages,
                        "Invalid parameter \"tiem\", did you mean \"time\"? @ line 3, column 19"),
                Arguments.of(
                        "agent any\noptions {\nretry(2)\nretry(3) }\n" + stages, "Duplicate option name: \"retry\""),
                Arguments.of(
                        "agent any\nparameters { strng(name: 'x') }\n" + stages, "Invalid parameter type \"strng\"."),
                Arguments.of("agent any\ntriggers { corn('x') }\n" + stages, "Invalid trigger type \"corn\"."),
                Arguments.of("agent any\n" + stages + "post { }\n", "post can not be empty"),
                Arguments.of(
                        "agent any\n" + stages + "post { sometimes { echo 'x' } }\n",
                        "Invalid condition \"sometimes\" - valid conditions are [always, changed,"),
                Arguments.of(
                        "agent any\n" + stages + "post { always { def x = 1 } }\n",
                        "Expected a step @ line 4, column 17"),
                Arguments.of(
                        "agent any\n" + stages + "post {\nalways { echo 'x' }\nalways { echo 'x' } }\n",
                        "Duplicate build condition name: \"always\""),
                Arguments.of(
                        "agent any\nstages { stage('a') {\nwhen { }\nsteps { echo 'x' } } }",
                        "Empty when closure, remove the property or add some content."),
                Arguments.of(
                        "agent any\nstages { stage('a') {\nwhen { brunch 'x' }\nsteps { echo 'x' } } }",
                        "Unknown conditional brunch. Valid conditionals are: allOf, anyOf, branch"),
                Arguments.of(
                        "agent any\nstages { stage('a') {\nwhen { not { } }\nsteps { echo 'x' } } }",
                        "Nested when condition \"not\" requires at least one child condition."),
                Arguments.of(
                        "agent any\nstages { stage('a') {\nwhen { environment name: 'x' }\nsteps { echo 'x' } } }",
                        "Missing required parameter: \"value\" @ line 4"),
                Arguments.of(
                        "agent any\nstages { stage('a') {\nfailFast 'x'\nsteps { echo 'x' } } }",
                        "Expected a boolean with failFast"),
                Arguments.of(
                        "agent any\nstages { stage('a') {\ninput { message 'ok?' }\nsteps { echo 'x' } } }",
                        "input needs a person at a Jenkins controller"));
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void refusesSections(String body, String message) {
        assertThat(refused("pipeline {\n" + body + "}\n")).contains(message);
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        assertThat(
                        refused(
                                """
                        pipeline {
                            stages {
                                stage('a') {
                                    steps {
                                        probe nam: 'x'
                                        def x
                                    }
                                }
                            }
                        }
                        """))
                .contains("WorkflowScript: 5: Invalid parameter \"nam\", did you mean \"name\"? @ line 5, column 23.")
                .contains("   probe nam: 'x'")
                .contains("WorkflowScript: 6: Expected a step @ line 6")
                .contains("WorkflowScript: 1: Missing required section \"agent\" @ line 1, column 1.")
                .contains("\n3 errors\n");
    }

    @Test
    void aPipelineBlockMustBeAtTheTop() {
        assertThat(refused("node {\n  pipeline {\n  }\n}\n"))
                .contains("WorkflowScript: 2: pipeline block must be at the top-level, not within another block.");
    }

    @Test
    void anythingMayStandInScript() {
        assertThat(bench.run(steps("script { def x = 1; if (x) { probe nmae: 'y', name: 'x' } }")))
                .isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).containsExactly("probe x");
    }

    @Test
    void aFunctionOfTheScriptMayBeCalledInSteps() {
        assertThat(bench.run("def mine(x) { probe x }\n" + steps("mine('y')"))).isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).containsExactly("probe y");
    }

    @Test
    void aNameThatNothingHasIsFoundOutWhenItIsCalled() {
        assertThat(bench.run(steps("nothing 'x'"))).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("No such DSL method 'nothing' found among steps")
                .contains("(WorkflowScript:5)");
    }
}
