package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarativeTest {

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

    /** The lines that echo printed. */
    private List<String> said() {
        return bench.console()
                .lines()
                .filter(l -> l.startsWith("- "))
                .map(l -> l.substring(2))
                .toList();
    }

    @Test
    void printsWhatJenkinsPrints() {
        assertThat(
                        bench.run(
                                """
                        pipeline {
                            agent any
                            stages {
                                stage('Build') {
                                    steps { probe 'one' }
                                }
                                stage('Deploy') {
                                    when { branch 'main' }
                                    steps { probe 'two' }
                                }
                            }
                            post { always { echo 'done' } }
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
                [Pipeline] { (Build)
                [Pipeline] probe
                probing one
                [Pipeline] }
                [Pipeline] // stage
                [Pipeline] stage
                [Pipeline] { (Deploy)
                Stage "Deploy" skipped due to when conditional
                [Pipeline] }
                [Pipeline] // stage
                [Pipeline] stage
                [Pipeline] { (Declarative: Post Actions)
                [Pipeline] echo
                done
                [Pipeline] }
                [Pipeline] // stage
                [Pipeline] }
                [Pipeline] // node
                [Pipeline] End of Pipeline
                Stages:
                  Build                      SUCCESS    0.0 s
                  Deploy                     SKIPPED    0.0 s
                  Declarative: Post Actions  SUCCESS    0.0 s
                Finished: SUCCESS
                """);
    }

    @Test
    void stagesAfterAFailureAreSkippedAndPostRunsInJenkinsOrder() {
        assertThat(
                        bench.run(
                                """
                        pipeline {
                            agent none
                            stages {
                                stage('a') {
                                    steps { error 'broken' }
                                    post {
                                        failure { echo '- stage failure' }
                                        always { echo '- stage always' }
                                        success { echo '- stage success' }
                                    }
                                }
                                stage('b') { steps { echo '- b' } }
                                stage('c') { stages { stage('d') { steps { echo '- d' } } } }
                            }
                            post {
                                cleanup { echo '- cleanup' }
                                unsuccessful { echo '- unsuccessful' }
                                success { echo '- success' }
                                failure { echo "- failure ${currentBuild.result}" }
                                changed { echo '- changed' }
                                always { echo '- always' }
                            }
                        }
                        """))
                .isEqualTo(Result.FAILURE);
        assertThat(said())
                .containsExactly(
                        "stage always",
                        "stage failure",
                        "always",
                        "changed",
                        "failure FAILURE",
                        "unsuccessful",
                        "cleanup");
        assertThat(bench.console())
                .contains(
                        "Stage \"b\" skipped due to earlier failure(s)",
                        "Stage \"d\" skipped due to earlier failure(s)",
                        "ERROR: broken",
                        "  a                          FAILURE",
                        "    d                        SKIPPED");
    }

    @Test
    void aFailingPostBlockDoesNotStopTheOthers() {
        assertThat(
                        bench.run(
                                """
                        pipeline {
                            agent none
                            stages { stage('a') { steps { echo '- a' } } }
                            post {
                                always { error 'post broke' }
                                failure { echo '- failure' }
                                success { echo '- success' }
                                cleanup { echo '- cleanup' }
                            }
                        }
                        """))
                .isEqualTo(Result.FAILURE);
        assertThat(said()).containsExactly("a", "failure", "cleanup");
        assertThat(bench.console()).contains("Error when executing always post condition:\nERROR: post broke");
    }

    @Test
    void changedAndFixedLookAtTheBuildBefore() {
        String script =
                """
                pipeline {
                    agent none
                    parameters { booleanParam(name: 'BREAK', defaultValue: false) }
                    stages { stage('a') { steps { script { if (params.BREAK) { error 'x' } } } } }
                    post {
                        changed { echo '- changed' }
                        fixed { echo '- fixed' }
                        regression { echo '- regression' }
                    }
                }
                """;
        bench.run(script);
        assertThat(said()).containsExactly("changed");
        bench.run(script);
        assertThat(said()).isEmpty();
        bench.with(s -> s.withParameters(Map.of("BREAK", "true")));
        bench.run(script);
        assertThat(said()).containsExactly("changed", "regression");
        bench.with(s -> s);
        bench.run(script);
        assertThat(said()).containsExactly("changed", "fixed");
    }

    @Test
    void anUnstableStageLetsTheOthersRun() {
        assertThat(bench.run(
                        """
                        pipeline {
                            agent none
                            stages {
                                stage('a') { steps { unstable 'hm' } post { unstable { echo '- a unstable' } } }
                                stage('b') { steps { echo '- b' } post { success { echo '- b success' } } }
                            }
                            post { unstable { echo '- unstable' } }
                        }
                        """
                                .replace(" post { u", "\n post { u")
                                .replace(" post { s", "\n post { s")))
                .isEqualTo(Result.UNSTABLE);
        assertThat(said()).containsExactly("a unstable", "b", "b success", "unstable");
        assertThat(bench.console()).contains("WARNING: hm", "  a                          UNSTABLE", "  b  ");
    }

    @Test
    void skipStagesAfterUnstableDoesSo() {
        assertThat(
                        bench.run(
                                """
                        pipeline {
                            agent none
                            options { skipStagesAfterUnstable() }
                            stages {
                                stage('a') { steps { unstable 'hm' } }
                                stage('b') { steps { echo '- b' } }
                            }
                        }
                        """))
                .isEqualTo(Result.UNSTABLE);
        assertThat(said()).isEmpty();
        assertThat(bench.console()).contains("skipped due to earlier stage(s) marking the build as unstable");
    }

    @Test
    void environmentValuesSeeThoseBefore() {
        bench.run(
                """
                pipeline {
                    agent none
                    environment {
                        A = 'a'
                        B = "${A}b"
                        C = "${env.B}" + 'c'
                        GREETING = "number ${BUILD_NUMBER}"
                    }
                    stages {
                        stage('x') {
                            environment { A = 'inner' }
                            steps {
                                echo "- ${A} ${B} ${env.C} ${STAGE_NAME}"
                                script { echo "- ${probe('x').greeting}" }
                            }
                        }
                        stage('y') { steps { echo "- ${A}" } }
                    }
                }
                """);
        assertThat(said()).containsExactly("inner ab abc x", "number 1", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "branch 'main' | true",
                "branch 'release/*' | false",
                "branch 'm*n' | true",
                "environment name: 'BRANCH_NAME', value: 'main' | true",
                "environment name: 'BRANCH_NAME', value: 'other' | false",
                "equals expected: 2, actual: 1 + 1 | true",
                "equals expected: 'x', actual: params.KIND | false",
                "expression { params.KIND == 'k' } | true",
                "expression { false } | false",
                "not { branch 'main' } | false",
                "anyOf { branch 'x'; branch 'main' } | true",
                "allOf { branch 'x'; branch 'main' } | false",
                "branch 'main'; expression { false } | false",
                "beforeAgent true; branch 'main' | true",
            })
    void whenDecides(String condition, boolean runs) {
        bench.with(s -> s.withEnvironment(Map.of("BRANCH_NAME", "main")));
        bench.run(
                """
                pipeline {
                    agent none
                    parameters { string(name: 'KIND', defaultValue: 'k') }
                    stages {
                        stage('a') {
                            when { %s }
                            steps { echo '- ran' }
                        }
                    }
                }
                """
                        .formatted(condition));
        assertThat(said()).hasSize(runs ? 1 : 0);
        assertThat(bench.console()).contains("Finished: SUCCESS");
    }

    @Test
    void optionsWrapEverythingAlsoPost() {
        bench.run(
                """
                pipeline {
                    agent none
                    options {
                        disableConcurrentBuilds()
                        buildDiscarder(logRotator(numToKeepStr: '5'))
                        give('outer')
                        timestamps()
                    }
                    stages {
                        stage('a') {
                            options { retry(2) }
                            steps { script { probe take() } }
                        }
                        stage('b') {
                            parallel {
                                stage('c') {
                                    options { give('inner') }
                                    steps { take() }
                                }
                            }
                        }
                    }
                    post { always { take() } }
                }
                """);
        assertThat(Calls.done())
                .containsExactly(
                        "took outer", "probe outer", "took inner", "tidied inner", "took outer", "tidied outer");
        assertThat(bench.console())
                .contains("[2026-11-22T08:00:00.000Z] probing outer")
                .contains("Finished: SUCCESS");
    }

    @Test
    void anOptionRetriesItsStage() {
        assertThat(
                        bench.run(
                                """
                        int tries = 0
                        pipeline {
                            agent none
                            stages {
                                stage('a') {
                                    options { retry(3) }
                                    steps {
                                        script {
                                            tries++
                                            probe "try ${tries}"
                                            if (tries < 3) { error 'again' }
                                        }
                                    }
                                }
                            }
                        }
                        """))
                .isEqualTo(Result.FAILURE);
        assertThat(Calls.done()).containsExactly("probe try 1", "probe try 2", "probe try 3");
    }

    @Test
    void parallelStagesShowTheirBranchAndFailTheStageAround() {
        assertThat(
                        bench.run(
                                """
                        pipeline {
                            agent none
                            stages {
                                stage('p') {
                                    parallel {
                                        stage('good') { steps { probe 'good' } }
                                        stage('bad') { steps { error 'broken' } }
                                    }
                                }
                            }
                        }
                        """))
                .isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("[good] probing good", "[Pipeline] [bad] { (Branch: bad)", "Failed in branch bad")
                .contains("  p       FAILURE", "    good  SUCCESS", "    bad   FAILURE");
    }

    @Test
    void parametersHaveTheirTypesAndDefaults() {
        bench.with(
                s -> s.withParameters(Map.of("FLAG", "true", "CHOICE", "two")).withSuggested(Map.of("TEXT", "lab")));
        bench.run(
                """
                pipeline {
                    agent none
                    parameters {
                        booleanParam(name: 'FLAG', defaultValue: false)
                        choice(name: 'CHOICE', choices: ['one', 'two'])
                        string(name: 'TEXT', defaultValue: 'own')
                        string(name: 'OTHER', defaultValue: 'own')
                        password(name: 'SECRET', defaultValue: 'pa55word', description: '')
                    }
                    stages { stage('a') { steps { echo "- ${params.FLAG.class.simpleName} ${params}" } } }
                }
                """);
        assertThat(said()).containsExactly("Boolean [CHOICE:two, FLAG:true, OTHER:own, SECRET:****, TEXT:lab]");
    }

    @ParameterizedTest
    @CsvSource({
        "CHOICE, three, 'Illegal choice for parameter CHOICE: three. It may be one of [one, two]'",
        "COLOUR, red, 'The Pipeline has no parameter named COLOUR; it has [CHOICE]. Remove or correct -Dlab.param.COLOUR'"
    })
    void aWrongParameterIsRefused(String name, String value, String message) {
        bench.with(s -> s.withParameters(Map.of(name, value)));
        assertThat(
                        bench.run(
                                """
                        pipeline {
                            agent none
                            parameters { choice(name: 'CHOICE', choices: ['one', 'two']) }
                            stages { stage('a') { steps { probe 'x' } } }
                        }
                        """))
                .isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("ERROR: " + message);
        assertThat(Calls.done()).isEmpty();
    }

    @Test
    void withoutAnAgentThereIsNoWorkspace() {
        assertThat(
                        bench.run(
                                """
                        pipeline {
                            agent none
                            stages {
                                stage('a') {
                                    agent { label 'x' }
                                    steps { writeFile file: 'f', text: 'x' }
                                }
                                stage('b') { steps { readFile 'f' } }
                            }
                        }
                        """))
                .isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("Required context class hudson.FilePath is missing");
        assertThat(directory.resolve("builds/1/workspace/f")).hasContent("x");
    }

    @Test
    void nestedValuesAndSymbolsAreBound() {
        bench.run(
                """
                pipeline {
                    agent none
                    stages {
                        stage('a') {
                            steps {
                                script {
                                    echo "- ${probe(name: 'x', colour: 'RED', detail: probeDetail(text: 't', level: 3)).detail}"
                                    echo "- ${probe(name: 'x', detail: probeDetail('sole')).detail}"
                                    echo "- ${probe(name: 'x', detail: [$class: 'ProbeDetail', text: 'c']).detail}"
                                    echo "- ${probe(name: 'x', detail: [text: 'm'], colour: 'GREEN').colour}"
                                }
                            }
                        }
                    }
                }
                """);
        assertThat(said()).containsExactly("t3", "sole0", "c0", "GREEN");
    }
}
