package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedTest {

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

    @Test
    void printsWhatJenkinsPrints() {
        assertThat(
                        bench.run(
                                """
                        node {
                            stage('Greet') {
                                echo "hello ${env.BUILD_NUMBER}"
                                probe 'one'
                            }
                        }
                        """))
                .isEqualTo(Result.SUCCESS);
        assertThat(bench.console())
                .isEqualTo(
                        """
                Started by user lab
                [Pipeline] Start of Pipeline
                [Pipeline] node
                Running on lab in DIR/builds/1/workspace
                [Pipeline] {
                [Pipeline] stage
                [Pipeline] { (Greet)
                [Pipeline] echo
                hello 1
                [Pipeline] probe
                probing one
                [Pipeline] }
                [Pipeline] // stage
                [Pipeline] }
                [Pipeline] // node
                [Pipeline] End of Pipeline
                Stages:
                  Greet  SUCCESS    0.0 s
                Finished: SUCCESS
                """);
    }

    @Test
    void stepsResolveInFunctionsClosuresAndLoops() {
        assertThat(
                        bench.run(
                                """
                        def twice(String name) {
                            2.times { probe "${name}-${it}" }
                            return 'done'
                        }
                        def log = { text -> echo "closure ${text}" }
                        for (x in ['a', 'b']) { log(twice(x)) }
                        """))
                .isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).containsExactly("probe a-0", "probe a-1", "probe b-0", "probe b-1");
        assertThat(bench.console()).contains("closure done");
    }

    @Test
    void namesThatEveryObjectHasReachTheStep() {
        bench.with(ManualTimers.impatient());
        assertThat(
                        bench.run(
                                """
                        stage('a') { [1].each { sleep 5 } }
                        sleep time: 2, unit: 'MINUTES'
                        echo([3, 4].find { it > 3 }.toString())
                        'text'.with { echo it }
                        """))
                .isEqualTo(Result.SUCCESS);
        assertThat(bench.console()).contains("Sleeping for 5 sec", "Sleeping for 2 min 0 sec", "\n4\n", "\ntext\n");
    }

    @Test
    void aVariableHidesAStep() {
        assertThat(
                        bench.run(
                                """
                        def probe = { echo "not the step ${it}" }
                        probe('x')
                        later = { echo "nor this ${it}" }
                        this.later('y')
                        """))
                .isEqualTo(Result.SUCCESS);
        assertThat(bench.console()).contains("not the step x", "nor this y");
        assertThat(Calls.done()).isEmpty();
    }

    @Test
    void aFunctionOfTheScriptHidesAStep() {
        bench.run("def probe(x) { echo \"mine ${x}\" }\nprobe('x')\n");
        assertThat(bench.console()).contains("mine x");
        assertThat(Calls.done()).isEmpty();
    }

    @Test
    void valuesComeBackPlain() {
        assertThat(
                        bench.run(
                                """
                        def m = probe(name: "g${1}", count: 3, items: ["a${1}", 'b'], labels: [k: "v${2}"])
                        echo "${m.name} ${m.count} ${m.items} ${m.labels} ${m.name.class.simpleName} ${m.items[0].class.simpleName}"
                        echo "${later(value: [a: 1])}"
                        """))
                .isEqualTo(Result.SUCCESS);
        assertThat(bench.console()).contains("g1 3 [a1, b] [k:v2] String String\n", "[a:1]");
    }

    @Test
    void anObjectOfThePluginIsRefusedAsTheSandboxWould() {
        assertThat(bench.run("later(value: 1, foreign: true)\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("Step later returned an object of class [Ljava.lang.StringBuilder;")
                .contains("Finished: FAILURE");
    }

    @Test
    void errorsCanBeCaught() {
        assertThat(
                        bench.run(
                                """
                        try {
                            later(value: 1, failure: 'broken')
                        } catch (e) {
                            echo "caught ${e.message} ${e.class.simpleName}"
                        } finally {
                            echo 'finally'
                        }
                        """))
                .isEqualTo(Result.SUCCESS);
        assertThat(bench.console()).contains("caught broken AbortException", "finally");
    }

    @Test
    void anErrorThatIsNotCaughtFailsTheBuild() {
        assertThat(bench.run("stage('a') { error 'no way' }\necho 'never'\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("ERROR: no way\n", "  a  FAILURE", "Finished: FAILURE")
                .doesNotContain("never");
    }

    @Test
    void anUnknownNameIsNamedWithItsLine() {
        assertThat(bench.run("echo 'a'\nfoo 'x'\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("java.lang.NoSuchMethodError: No such DSL method 'foo' found among steps [archiveArtifacts,")
                .contains("probe")
                .contains("or globals [currentBuild, env, params]")
                .contains("\tat WorkflowScript.run(WorkflowScript:2)");
    }

    @Test
    void anUnknownPropertyIsNamedWithItsLine() {
        assertThat(bench.run("echo 'a'\n\necho FOO\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("groovy.lang.MissingPropertyException: No such property: FOO for class: WorkflowScript")
                .contains("(WorkflowScript:3)");
    }

    @Test
    void anUnknownParameterOnlyWarns() {
        assertThat(bench.run("probe name: 'x', cuont: 2\n")).isEqualTo(Result.SUCCESS);
        assertThat(bench.console())
                .contains("WARNING: Unknown parameter(s) found for class type"
                        + " 'io.jenkins.plugins.aks.runner.ProbeStep': cuont");
        assertThat(Calls.done()).containsExactly("probe x");
    }

    @Test
    void aMissingConstructorParameterIsNull() {
        assertThat(bench.run("probe count: 2\n")).isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).containsExactly("probe null");
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() {
        assertThat(bench.run("probe name: 'x', count: [1]\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("java.lang.ClassCastException: io.jenkins.plugins.aks.runner.ProbeStep.count expects int"
                        + " but received class java.util.ArrayList");
    }

    @Test
    void unnamedValuesBeyondTheOneAreRefused() {
        assertThat(bench.run("probe 'x', 'y'\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("Expected named arguments but got [x, y]");
    }

    @Test
    void aBlockStepNeedsItsBlock() {
        assertThat(bench.run("give 'x'\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("give step must be called with a body");
    }

    @Test
    void aMissingContextIsNamed() {
        assertThat(bench.run("take()\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("MissingContextVariableException: Required context class io.jenkins.plugins.aks.runner.Given"
                        + " is missing");
        assertThat(bench.run("readFile 'x'\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("Required context class hudson.FilePath is missing");
    }

    @Test
    void contextIsFoundNestedAndInParallel() {
        assertThat(
                        bench.run(
                                """
                        give('outer') {
                            parallel(
                                a: { take() },
                                b: { give('inner') { stage('s') { retry(2) { take() } } } })
                            take()
                        }
                        """))
                .isEqualTo(Result.SUCCESS);
        assertThat(Calls.done())
                .containsExactlyInAnyOrder("took outer", "took inner", "tidied inner", "took outer", "tidied outer");
        assertThat(Calls.done()).endsWith("took outer", "tidied outer");
    }

    @Test
    void parallelReturnsWhatItsBranchesReturn() {
        bench.run("def r = parallel(a: { later(1) }, b: { later('x') })\necho \"${r}\"\n");
        assertThat(bench.console()).contains("[a:1, b:x]");
    }

    @Test
    void environmentAndBuildAreReadAndChanged() {
        bench.with(s -> s.withParameters(Map.of("SIZE", "big")).withEnvironment(Map.of("BRANCH_NAME", "main")));
        assertThat(
                        bench.run(
                                """
                        env.GREETING = 'hello'
                        echo "${GREETING} ${params.SIZE} ${SIZE} ${env.BRANCH_NAME} ${env.NOTHING}"
                        withEnv(["GREETING=bye", "P+X=/a"]) { echo "${probe('x').greeting} ${env['P']}" }
                        echo probe('y').greeting
                        currentBuild.description = 'd'
                        currentBuild.result = 'UNSTABLE'
                        currentBuild.result = 'SUCCESS'
                        echo "${currentBuild.currentResult} ${currentBuild.number} ${currentBuild.projectName}"
                        """))
                .isEqualTo(Result.UNSTABLE);
        assertThat(bench.console()).contains("hello big big main null", "bye /a", "\nhello\n", "UNSTABLE 1 lab");
    }

    @Test
    void propertiesGiveParametersTheirDefaults() {
        bench.with(s -> s.withParameters(Map.of("FLAG", "true")));
        bench.run(
                """
                properties([parameters([
                    string(name: 'A', defaultValue: 'a'),
                    booleanParam(name: 'FLAG', defaultValue: false),
                    choice(name: 'C', choices: ['x', 'y'])])])
                echo "${params.A} ${params.FLAG} ${params.C}"
                if (params.FLAG) { echo 'on' }
                """);
        assertThat(bench.console()).contains("a true x", "\non\n");
    }

    @Test
    void printlnGoesToTheLog() {
        bench.run("println 'a'\nprintln()\nprintf('%s-%d%n', 'x', 3)\n");
        assertThat(bench.console()).contains("\na\n\nx-3\n");
    }

    @Test
    void aThreadOfTheScriptCannotCallSteps() {
        bench.run(
                """
                def message = ''
                def t = Thread.start { try { probe 'x' } catch (IllegalStateException e) { message = e.message } }
                t.join()
                echo message
                """);
        assertThat(Calls.done()).isEmpty();
        assertThat(bench.console()).contains("Steps can be called only by the thread that runs the script");
    }

    @Test
    void aSyntaxErrorHasItsLine() {
        assertThat(bench.run("echo 'a'\nif (\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("MultipleCompilationErrorsException: startup failed:", "WorkflowScript: 3: unexpected token")
                .doesNotContain("Start of Pipeline");
    }

    @Test
    void buildsAreNumbered() {
        bench.run("echo 'a'\n");
        bench.run("echo \"number ${currentBuild.number}\"\n");
        assertThat(bench.console()).contains("number 2");
        assertThat(directory.resolve("builds/1/build.json")).exists();
    }
}
