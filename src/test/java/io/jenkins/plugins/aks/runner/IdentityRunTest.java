package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole run in which a pod reads a secret, fails to read it, and is asked again: the program in the pod prints the secret
 * in clear, and nothing that the run leaves behind shows it.
 */
@Timeout(300)
class IdentityRunTest {
    private static final String SCRIPT =
            """
            pipeline {
                agent any
                options {
                    withAks(credentialsId: 'azure-lab', resourceGroup: 'ids', cluster: 'demo', location: 'eastus')
                }
                stages {
                    stage('Identity') {
                        steps {
                            azureGroup(name: 'ids')
                            script {
                                def lab = azureDeploy(builtin: 'lab').outputs
                                keyVaultSecret(name: 'one', vault: lab.keyVaultName, generate: 40)
                                aksCreate(name: 'demo', nodeCount: 1)
                                enableWorkloadIdentity()
                                federateIdentity(identity: 'web', serviceAccounts: ['default/web'],
                                    role: 'Key Vault Secrets User', scope: lab.keyVaultId)
                                def check = [serviceAccount: 'default/web', vault: lab.keyVaultName, secret: 'one']
                                def read = checkWorkloadIdentity(check + [junit: 'identity.xml'])
                                echo "the chain holds: ${read.passed}, ${read}"
                                try {
                                    checkWorkloadIdentity(check + [labels: [app: 'web']])
                                } catch (failure) {
                                    echo "caught: ${failure}"
                                    writeFile(file: 'failure.txt', text: failure.toString())
                                }
                                federateIdentity(identity: 'web', serviceAccounts: ['default/web'],
                                    role: 'Key Vault Secrets User', scope: lab.keyVaultId, state: 'absent')
                                def gone = checkWorkloadIdentity(check + [onFailure: 'ignore', junit: 'gone.xml'])
                                echo "broken: ${gone.broken}"
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
        String value = run.secret("ids", "one");

        assertThat(value).hasSize(40);
        assertThat(console).contains("the chain holds: true", "caught: ", "broken: federated credential");
        run.assertNowhere(value, console);
    }
}
