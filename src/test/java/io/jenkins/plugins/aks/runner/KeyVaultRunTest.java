package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole run that makes a secret, reads it and prints it in every way: nothing that the run leaves behind shows it. */
@Timeout(300)
class KeyVaultRunTest {
    private static final String SCRIPT =
            """
            pipeline {
                agent any
                options {
                    withAks(credentialsId: 'azure-lab', resourceGroup: 'vaults', location: 'eastus')
                }
                stages {
                    stage('Secret') {
                        steps {
                            azureGroup(name: 'vaults')
                            script {
                                def lab = azureDeploy(builtin: 'lab').outputs
                                keyVaultSecret(name: 'one', vault: lab.keyVaultName, generate: 40)
                                withKeyVaultSecret(name: 'one', vault: lab.keyVaultName, variable: 'KEY') {
                                    sh 'echo "plain $KEY"; printf %s "$KEY" | base64 -w0; echo; env | grep ^KEY='
                                    echo "length ${env.KEY.length()}, value ${env.KEY}"
                                }
                                echo "outside ${env.KEY}"
                                withKeyVaultSecret(name: 'one', vault: lab.keyVaultName, variable: 'COPY') {
                                    keyVaultSecret(name: 'two', vault: lab.keyVaultName, variable: 'COPY')
                                }
                            }
                        }
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void nothingThatTheRunLeavesBehindShowsTheSecret() throws Exception {
        ScriptRun run = new ScriptRun(directory);
        String console = run.run(SCRIPT);
        String value = run.secret("vaults", "one");

        assertThat(value).hasSize(40);
        assertThat(run.secret("vaults", "two")).isEqualTo(value);
        assertThat(console).contains("plain ****", "length 40, value ****", "outside null");
        run.assertNowhere(value, console);
    }
}
