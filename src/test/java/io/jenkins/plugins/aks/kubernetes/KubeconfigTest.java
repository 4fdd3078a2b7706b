package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {
    private static final String SERVER = "server: https://demo.example:443";

    static String yaml(String cluster, String user) {
        return "apiVersion: v1\nkind: Config\ncurrent-context: demo\n"
                + "contexts:\n- name: other\n  context: {cluster: x, user: x}\n"
                + "- name: demo\n  context: {cluster: c1, user: u1}\n"
                + "clusters:\n- name: c1\n  cluster:\n    " + cluster.replace("\n", "\n    ") + "\n"
                + "users:\n- name: u1\n  user:\n    " + user.replace("\n", "\n    ") + "\n";
    }

    @Test
    void takesServerAuthorityAndCredentialsOfTheCurrentContext() throws Exception {
        Kubeconfig config = Kubeconfig.parse(yaml(
                SERVER + "\ncertificate-authority-data: Q0E=",
                "client-certificate-data: Q0VSVA==\nclient-key-data: S0VZ\ntoken: t0ken"));
        assertThat(config)
                .isEqualTo(new Kubeconfig("https://demo.example:443", "Q0E=", "Q0VSVA==", "S0VZ", "t0ken", ""));
        assertThat(config.isEntra()).isFalse();
        assertThat(config).hasToString("kubeconfig of https://demo.example:443");
    }

    @Test
    void takesTheFirstContextWhereNoneIsCurrent() throws Exception {
        String text = yaml(SERVER, "token: t")
                .replace("current-context: demo\n", "")
                .replace("cluster: x, user: x", "cluster: c1, user: u1");
        assertThat(Kubeconfig.parse(text).token()).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args: [get-token, --server-id, the-app, --login, devicecode]",
                "args: [get-token, --server-id=the-app]"
            })
    void takesOnlyTheServerIdFromAnExecPlugin(String arguments) throws Exception {
        Kubeconfig config = Kubeconfig.parse(yaml(SERVER, "exec:\n  command: kubelogin\n  " + arguments));
        assertThat(config.serverId()).isEqualTo("the-app");
        assertThat(config.isEntra()).isTrue();
    }

    @Test
    void knowsTheServerIdOfAks() throws Exception {
        assertThat(Kubeconfig.parse(yaml(SERVER, "exec:\n  command: /usr/bin/kubelogin"))
                        .serverId())
                .isEqualTo("6dae42f8-4368-4678-94ff-3960e28e3630");
    }

    @Test
    void neverRunsACommand(@TempDir Path folder) {
        Path trace = folder.resolve("ran");
        String user = "exec:\n  command: touch\n  args: ['" + trace + "']";
        assertThatThrownBy(() -> Kubeconfig.parse(yaml(SERVER, user)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("commands are never run");
        assertThat(Files.exists(trace)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "certificate-authority, ''",
        "'', client-certificate",
        "'', client-key",
        "'', tokenFile",
        "'', auth-provider"
    })
    void followsNoFile(String clusterKey, String userKey) {
        String cluster = clusterKey.isEmpty() ? SERVER : SERVER + "\n" + clusterKey + ": /etc/secret";
        String user = userKey.isEmpty() ? "token: t" : userKey + ": /etc/secret";
        assertThatThrownBy(() -> Kubeconfig.parse(yaml(cluster, user)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("'" + clusterKey + userKey + "', which is not followed")
                .hasMessageNotContaining("/etc/secret");
    }

    @Test
    void insistsOnVerification() {
        assertThatThrownBy(() -> Kubeconfig.parse(yaml(SERVER + "\ninsecure-skip-tls-verify: true", "token: t")))
                .hasMessageContaining("insecure-skip-tls-verify")
                .hasMessageContaining("always verified");
        assertThatThrownBy(() -> Kubeconfig.parse(yaml("server: http://demo.example", "token: t")))
                .hasMessageContaining("no https URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just text",
                "{ unclosed: s3cret",
                "!!javax.script.ScriptEngineManager [s3cret]",
                "current-context: gone",
                "contexts: s3cret"
            })
    void refusesAnythingElseWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> Kubeconfig.parse(text))
                .isInstanceOf(OperationException.class)
                .hasMessageStartingWith("the kubeconfig cannot be used: ")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }
}
