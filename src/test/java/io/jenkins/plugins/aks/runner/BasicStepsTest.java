package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.microsoft.azure.util.AzureCredentials;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.aks.runner.builtin.Builtins;
import io.jenkins.plugins.aks.runner.engine.UsernamePassword;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicStepsTest {

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

    private static final class Text extends BaseStandardCredentials implements StringCredentials {
        private static final long serialVersionUID = 1L;

        Text() {
            super(CredentialsScope.GLOBAL, "text", "");
        }

        @Override
        public Secret getSecret() {
            return Secret.fromString("s3cr3t");
        }

        @Override
        public CredentialsDescriptor getDescriptor() {
            return null;
        }
    }

    private static final class Document extends BaseStandardCredentials implements FileCredentials {
        private static final long serialVersionUID = 1L;

        Document() {
            super(CredentialsScope.GLOBAL, "document", "");
        }

        @Override
        public String getFileName() {
            return "kubeconfig";
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream("content of the file".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public CredentialsDescriptor getDescriptor() {
            return null;
        }
    }

    private static void addCredentials() {
        AzureCredentials azure =
                new AzureCredentials(CredentialsScope.GLOBAL, "azure", "", "sub", "client", Secret.fromString("azur3"));
        azure.setTenant("tenant");
        io.jenkins.standin.Lab.addCredentials(azure);
        io.jenkins.standin.Lab.addCredentials(new Text());
        io.jenkins.standin.Lab.addCredentials(new Document());
        io.jenkins.standin.Lab.addCredentials(new UsernamePassword("user", "", "scott", "t1ger"));
    }

    @Test
    void filesAreWrittenReadAndFound() {
        assertThat(
                        bench.run(
                                """
                        node {
                            dir('sub') {
                                writeFile file: 'a/b.txt', text: 'hello'
                                echo "${fileExists('a/b.txt')} ${fileExists('no')} ${readFile('a/b.txt')}"
                                echo pwd()
                            }
                            writeJSON file: 'x.json', json: [a: 1, b: ['x']]
                            echo "${readJSON(file: 'x.json').b[0]} ${readJSON(text: '[1,2]').sum()} ${isUnix()}"
                        }
                        """))
                .isEqualTo(Result.SUCCESS);
        assertThat(bench.console()).contains("true false hello", "DIR/builds/1/workspace/sub\n", "x 3 true");
    }

    @Test
    void aFileThatIsNotThereFails() {
        assertThat(bench.run("node { readFile 'nothing.txt' }\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("nothing.txt", "readFile found no such file");
    }

    @Test
    void artifactsAreCopied() {
        assertThat(
                        bench.run(
                                """
                        node {
                            writeFile file: 'r/a.xml', text: 'a'
                            writeFile file: 'r/deep/b.xml', text: 'b'
                            writeFile file: 'c.txt', text: 'c'
                            archiveArtifacts artifacts: '**/*.xml', excludes: '**/b.xml'
                        }
                        """))
                .isEqualTo(Result.SUCCESS);
        Path archive = directory.resolve("builds/1/archive");
        assertThat(archive.resolve("r/a.xml")).hasContent("a");
        assertThat(archive.resolve("r/deep/b.xml")).doesNotExist();
        assertThat(archive.resolve("c.txt")).doesNotExist();
    }

    @Test
    void noArtifactsAreAnErrorUnlessAllowed() {
        assertThat(bench.run("node { archiveArtifacts '*.zip' }\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("ERROR: No artifacts found that match the file pattern \"*.zip\". Configuration error?");
        assertThat(bench.run("node { archiveArtifacts artifacts: '*.zip', allowEmptyArchive: true }\n"))
                .isEqualTo(Result.SUCCESS);
    }

    @ParameterizedTest
    @CsvSource({
        "<testcase name='a'/>, SUCCESS, 1 passed 0 failed",
        "<testcase name='a'/><testcase name='b'><failure>x</failure></testcase>, UNSTABLE, 1 passed 1 failed",
        "<testcase name='a'><error/></testcase>, UNSTABLE, 0 passed 1 failed",
        "<testcase name='a'/><testcase name='b'><skipped/></testcase>, SUCCESS, 1 passed 0 failed"
    })
    void junitCountsAndMarks(String cases, String result, String counts) {
        assertThat(bench.run(
                        """
                        node {
                            writeFile file: 'r.xml', text: "<testsuite>%s</testsuite>"
                            def r = junit 'r.xml'
                            echo "${r.passCount} passed ${r.failCount} failed"
                        }
                        """
                                .formatted(cases)))
                .isEqualTo(Result.fromString(result));
        assertThat(bench.console()).contains(counts);
    }

    @Test
    void junitWithoutReportsFails() {
        assertThat(bench.run("node { junit 'no/*.xml' }\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("ERROR: No test report files were found. Configuration error?");
        assertThat(bench.run("node { junit testResults: 'no/*.xml', allowEmptyResults: true }\n"))
                .isEqualTo(Result.SUCCESS);
    }

    @Test
    void aReportThatIsNoXmlFails() {
        assertThat(bench.run("node { writeFile file: 'r.xml', text: 'x'\n junit 'r.xml' }\n"))
                .isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("ERROR: Failed to read test report file");
    }

    @Test
    void credentialsAreBoundAndMasked() {
        addCredentials();
        assertThat(
                        bench.run(
                                """
                        node {
                            withCredentials([
                                string(credentialsId: 'text', variable: 'T'),
                                usernamePassword(credentialsId: 'user', usernameVariable: 'U', passwordVariable: 'P'),
                                file(credentialsId: 'document', variable: 'F'),
                                azureServicePrincipal(credentialsId: 'azure')]) {
                                echo "${T} ${U} ${P} ${AZURE_CLIENT_ID} ${AZURE_CLIENT_SECRET} ${T.size()}"
                                echo "${AZURE_SUBSCRIPTION_ID} ${AZURE_TENANT_ID} ${readFile(F)}"
                                probe T
                            }
                            echo "${env.T}"
                        }
                        """))
                .isEqualTo(Result.SUCCESS);
        assertThat(bench.console())
                .contains("Masking supported pattern matches of $T or $P or $F or $AZURE_CLIENT_SECRET")
                .contains("**** scott **** client **** 6", "sub tenant content of the file", "probing ****", "\nnull\n")
                .doesNotContain("s3cr3t", "t1ger", "azur3");
        assertThat(directory.resolve("builds/1")).isDirectoryNotContaining("glob:**/secretFiles*");
        assertThat(io.jenkins.standin.Lab.tracked()).hasSize(4);
    }

    @Test
    void credentialsInDeclarativeEnvironments() {
        addCredentials();
        bench.run(
                """
                pipeline {
                    agent none
                    environment {
                        T = credentials('text')
                        U = credentials('user')
                        A = credentials('azure')
                        LATER = "${U_USR}"
                    }
                    stages {
                        stage('a') {
                            steps { echo "${T} ${U} ${U_USR} ${U_PSW} ${A_CLIENT_ID} ${A_TENANT_ID} ${A_CLIENT_SECRET} ${LATER}" }
                        }
                    }
                }
                """);
        assertThat(bench.console()).contains("**** **** scott **** client tenant **** scott");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, Could not find credentials entry with ID 'nothing'",
        "user, 'Credentials ''user'' is of type ''UsernamePassword'' where"
                + " ''org.jenkinsci.plugins.plaincredentials.StringCredentials'' was expected'"
    })
    void aWrongCredentialIsNamed(String id, String message) {
        addCredentials();
        assertThat(bench.run(
                        "withCredentials([string(credentialsId: '%s', variable: 'T')]) { echo T }\n".formatted(id)))
                .isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("ERROR: " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "'catchError { error ''x'' }', FAILURE, SUCCESS",
        "'catchError(buildResult: ''UNSTABLE'', stageResult: ''FAILURE'') { error ''x'' }', UNSTABLE, FAILURE",
        "'catchError(buildResult: ''SUCCESS'') { error ''x'' }', SUCCESS, SUCCESS",
        "'warnError(''hm'') { error ''x'' }', UNSTABLE, UNSTABLE",
        "'catchError { later 1 }', SUCCESS, SUCCESS"
    })
    void catchErrorMarksBuildAndStage(String call, String build, String stage) {
        assertThat(bench.run("stage('s') { %s\n probe 'after' }\n".formatted(call)))
                .isEqualTo(Result.fromString(build));
        assertThat(bench.console()).contains("  s  " + stage);
        assertThat(Calls.done()).contains("probe after");
    }

    @Test
    void catchErrorSaysWhatItCaught() {
        bench.run("catchError(message: 'that went wrong') { error 'why' }\n");
        assertThat(bench.console()).contains("ERROR: that went wrong\nERROR: why\n");
        assertThat(bench.run("catchError(buildResult: 'GOOD') { echo 'x' }\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("buildResult is invalid: GOOD. Valid options are [SUCCESS, UNSTABLE,");
    }

    @Test
    void programsAreRefusedUnlessAllowed() {
        assertThat(bench.run("node { sh 'echo hi' }\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("ERROR: The lab runs no programs unless you allow it: add -Dlab.sh=true");
        assertThat(bench.run("node { bat 'dir' }\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("ERROR: bat runs programs of Windows");
    }

    @Test
    void shRunsWhenAllowed() {
        bench.with(s -> s.withSteps(Builtins.all(true), Builtins.functions()));
        assertThat(
                        bench.run(
                                """
                        node {
                            withEnv(['A=from env']) { sh 'echo "$A"; pwd' }
                            def out = sh(returnStdout: true, script: 'printf hello')
                            echo "<${out.trim()}> ${sh(returnStatus: true, script: 'exit 3')}"
                            sh 'exit 5'
                        }
                        """))
                .isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("\nfrom env\n", "DIR/builds/1/workspace", "<hello> 3", "ERROR: script returned exit code 5");
    }

    @Test
    void inputIsRefused() {
        assertThat(bench.run("input 'Go on?'\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("ERROR: input needs a person at a Jenkins controller; the lab has none.");
    }

    @Test
    void aStepOfTheLabWarnsOfUnknownParametersToo() {
        assertThat(bench.run("echo message: 'x', colour: 'red'\n")).isEqualTo(Result.SUCCESS);
        assertThat(bench.console()).contains("WARNING: Unknown parameter(s) found for step 'echo': colour");
    }

    @Test
    void withEnvNeedsPairs() {
        assertThat(bench.run("withEnv(['A']) { echo 'x' }\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("withEnv takes NAME=value, found: A");
    }

    @Test
    void linesOfBranchesDoNotMix() {
        bench.run("parallel(a: { 20.times { probe 'a' } }, b: { 20.times { probe 'b' } })\n");
        assertThat(bench.console().lines().filter(l -> l.startsWith("[a] ")))
                .hasSize(20)
                .allMatch(l -> l.equals("[a] probing a"));
        assertThat(bench.console().lines().filter(l -> l.startsWith("[b] "))).hasSize(20);
    }
}
