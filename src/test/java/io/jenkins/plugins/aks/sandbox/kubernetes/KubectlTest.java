package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real kubectl against the sandbox, over both of its protocols. Skipped where there is no kubectl. */
class KubectlTest {
    private static final long PATIENCE = 60;

    @TempDir
    static Path directory;

    private static Path kubectl;
    private static Sandbox sandbox;

    private record Ended(int exitCode, String out, String error) {}

    @BeforeAll
    static void open() throws Exception {
        kubectl = Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(kubectl != null, "there is no kubectl");
        sandbox = Sandbox.start(SandboxSettings.in(directory.resolve("state")));
        ClusterInSandboxTest.open(sandbox);
        String authority = Base64.getEncoder().encodeToString(sandbox.caPem().getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                directory.resolve("kubeconfig"),
                "apiVersion: v1\nkind: Config\ncurrent-context: lab\nclusters: [{name: lab, cluster: {server: '"
                        + sandbox.url() + "/k8s/" + ApiServer.KEY + "', certificate-authority-data: " + authority
                        + "}}]\n"
                        + "users: [{name: lab, user: {token: local-token}}]\n"
                        + "contexts: [{name: lab, context: {cluster: lab, user: lab}}]\n");
        Files.writeString(
                directory.resolve("pods.yaml"),
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: shell}
                spec:
                  containers:
                    - {name: main, image: busybox, command: [sh, -c, "echo one; echo two; sleep infinity"]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: once}
                spec:
                  restartPolicy: Never
                  containers: [{name: main, image: busybox, command: [sh, -c, "echo hi; exit 3"]}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers: [{name: main, image: "nginx:1.27", ports: [{name: http, containerPort: 80}]}]
                """);
        Ended applied = run(Map.of(), "", "apply", "-f", "pods.yaml");
        assertThat(applied.exitCode()).as(applied.error()).isZero();
        run(Map.of(), "", "wait", "--for=condition=Ready", "pod/shell", "pod/web", "--timeout=50s");
        run(Map.of(), "", "wait", "--for=jsonpath={.status.phase}=Failed", "pod/once", "--timeout=50s");
    }

    @AfterAll
    static void close() {
        if (sandbox != null) {
            sandbox.close();
            assertThat(sandbox.problems()).isEmpty();
        }
    }

    private static ProcessBuilder process(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(kubectl.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("KUBECONFIG", directory.resolve("kubeconfig").toString());
        builder.environment().put("HOME", directory.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    private static Ended run(Map<String, String> environment, String stdin, String... arguments) throws Exception {
        Path out = Files.createTempFile(directory, "out", "");
        Path error = Files.createTempFile(directory, "error", "");
        Process process = process(environment, arguments)
                .redirectOutput(out.toFile())
                .redirectError(error.toFile())
                .start();
        process.getOutputStream().write(stdin.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("kubectl " + List.of(arguments) + " does not end: " + Files.readString(error));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(error));
    }

    private static Map<String, String> protocol(boolean webSockets) {
        String value = Boolean.toString(webSockets);
        return Map.of("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", value, "KUBECTL_PORT_FORWARD_WEBSOCKETS", value);
    }

    /** W086 to W094: the shape of the workshop's own manifests, and its two ways to the database. */
    @Test
    void runsTheWorkshopsDatabase() throws Exception {
        Files.writeString(
                directory.resolve("mysql.yaml"),
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: mysql, labels: {app: mysql}}
                data: {primary.cnf: "[mysqld]\\nlog-bin\\n", replica.cnf: "[mysqld]\\nsuper-read-only\\n"}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: mysql, labels: {app: mysql}}
                spec: {clusterIP: None, selector: {app: mysql}, ports: [{name: mysql, port: 3306}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: mysql-read, labels: {app: mysql}}
                spec: {selector: {app: mysql}, ports: [{name: mysql, port: 3306}]}
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: mysql}
                spec:
                  selector: {matchLabels: {app: mysql}}
                  serviceName: mysql
                  replicas: 1
                  template:
                    metadata: {labels: {app: mysql}}
                    spec:
                      initContainers:
                      - {name: init-mysql, image: "mysql:5.7", command: [bash, -c, "set -ex; cp a b"]}
                      containers:
                      - name: mysql
                        image: mysql:5.7
                        env: [{name: MYSQL_ALLOW_EMPTY_PASSWORD, value: "1"}]
                        ports: [{name: mysql, containerPort: 3306}]
                        volumeMounts:
                        - {name: data, mountPath: /var/lib/mysql, subPath: mysql}
                        - {name: conf, mountPath: /etc/mysql/conf.d}
                        readinessProbe: {exec: {command: [mysql, -h, 127.0.0.1, -e, SELECT 1]}, periodSeconds: 2}
                      - name: xtrabackup
                        image: gcr.io/google-samples/xtrabackup:1.0
                        command: [bash, -c, "set -ex; cd /var/lib/mysql"]
                        volumeMounts: [{name: data, mountPath: /var/lib/mysql, subPath: mysql}]
                      volumes: [{name: conf, emptyDir: {}}, {name: config-map, configMap: {name: mysql}}]
                  volumeClaimTemplates:
                  - {metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}}
                """);
        Ended applied = run(Map.of(), "", "apply", "-f", "mysql.yaml");
        assertThat(applied.exitCode()).as(applied.error()).isZero();
        Ended ready = run(Map.of(), "", "wait", "--for=condition=Ready", "pod/mysql-0", "--timeout=50s");
        assertThat(ready.exitCode()).as(ready.error()).isZero();
        String rows = "CREATE DATABASE school;\nCREATE TABLE school.students (RollNumber INT, Name VARCHAR(250));\n"
                + "INSERT INTO school.students VALUES (1, 'Student1');\n";

        Ended first = client(rows, "mysql", "-h", "mysql-0.mysql");
        assertThat(first.exitCode()).as(first.error() + first.out()).isZero();
        Ended again = client(rows, "mysql", "-h", "mysql-0.mysql");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out() + again.error())
                .contains("ERROR 1007 (HY000) at line 1: Can't create database 'school'; database exists");
        assertThat(client("", "mysql", "-h", "mysql-read", "-e", "SELECT * FROM school.students")
                        .out())
                .contains("RollNumber\tName\n1\tStudent1\n");
        assertThat(run(Map.of(), "", "get", "pods", "mysql-0").out()).containsPattern("mysql-0 +2/2 +Running");
    }

    /** What kubectl creates from its own options, it sends as protocol buffers. */
    @Test
    void createsAndRollsOutADeployment() throws Exception {
        ok("create", "deployment", "site", "--image=nginx:1.26", "--replicas=2", "--port=80");
        assertThat(ok("rollout", "status", "deployment/site", "--timeout=50s")).contains("successfully rolled out");
        ok("scale", "deployment/site", "--replicas=3");
        ok("set", "image", "deployment/site", "nginx=nginx:1.27");
        assertThat(ok("rollout", "status", "deployment/site", "--timeout=50s")).contains("successfully rolled out");
        assertThat(ok("get", "deployment/site")).containsPattern("site +3/3 +3 +3 ");
        ok("expose", "deployment/site", "--port=8080", "--target-port=80");
        assertThat(ok("get", "service/site", "-o=jsonpath={.spec.ports[0].port}:{.spec.ports[0].targetPort}"))
                .isEqualTo("8080:80");
        ok("delete", "deployment/site", "service/site", "--grace-period=1");
    }

    @Test
    void createsEachKind() throws Exception {
        ok("create", "job", "once-more", "--image=busybox", "--", "true");
        ok("wait", "--for=condition=Complete", "job/once-more", "--timeout=50s");
        ok("create", "cronjob", "nightly", "--image=busybox", "--schedule=0 3 * * *", "--", "true");
        ok("create", "secret", "generic", "password", "--from-literal=a=b");
        assertThat(ok("get", "secret/password", "-o=jsonpath={.type} {.data.a}"))
                .isEqualTo("Opaque Yg==");
        ok("create", "service", "clusterip", "front", "--tcp=80:http");
        assertThat(ok("get", "service/front", "-o=jsonpath={.spec.ports[0].targetPort}"))
                .isEqualTo("http");
        ok("create", "service", "nodeport", "outer", "--tcp=80");
        ok("create", "role", "reader", "--verb=get,list", "--resource=pods,deployments.apps");
        assertThat(ok("get", "role/reader", "-o=jsonpath={.rules}"))
                .isEqualTo("[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"list\"]},"
                        + "{\"apiGroups\":[\"apps\"],\"resources\":[\"deployments\"],\"verbs\":[\"get\",\"list\"]}]");
        ok("create", "rolebinding", "readers", "--role=reader", "--serviceaccount=default:default");
        ok("create", "clusterrole", "pages", "--verb=get", "--non-resource-url=/healthz");
        ok("create", "clusterrolebinding", "pagers", "--clusterrole=pages", "--group=people");
        ok("create", "quota", "small", "--hard=services=40,requests.cpu=100");
        ok("create", "poddisruptionbudget", "keep", "--selector=app=keep", "--min-available=50%");
        assertThat(ok("get", "pdb/keep", "-o=jsonpath={.spec.minAvailable}")).isEqualTo("50%");
        ok("create", "ingress", "shop", "--rule=shop.example/cart*=front:80");
        assertThat(ok("get", "ingress/shop", "-o=jsonpath={.spec.rules[0].http.paths[0].backend.service.port}"))
                .isEqualTo("{\"number\":80}");
        ok("create", "priorityclass", "late", "--value=-1");
        ok("delete", "quota/small", "pdb/keep", "service/front", "service/outer");
    }

    @Test
    void drainsANode() throws Exception {
        ok("create", "deployment", "moved", "--image=nginx:1.27");
        ok("rollout", "status", "deployment/moved", "--timeout=50s");
        String node = ok("get", "pods", "-l=app=moved", "-o=jsonpath={.items[0].spec.nodeName}");
        String drained = ok("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--pod-selector=app=moved");
        assertThat(drained).containsPattern("pod/moved-\\S+ evicted").contains("node/" + node + " drained");
        assertThat(sandbox.requests().matching("POST", ".*/pods/moved-[^/]+/eviction"))
                .isNotEmpty();
        ok("uncordon", node);
        ok("delete", "deployment/moved");
    }

    private static String ok(String... arguments) throws Exception {
        Ended ended = run(Map.of(), "", arguments);
        assertThat(ended.exitCode())
                .as("kubectl " + List.of(arguments) + ": " + ended.error())
                .isZero();
        return ended.out();
    }

    private static Ended client(String stdin, String... command) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("run", "mysql-client", "--image=mysql:5.7", "-i", "--rm", "--restart=Never", "--"));
        arguments.addAll(List.of(command));
        return run(Map.of(), stdin, arguments.toArray(String[]::new));
    }

    @Test
    void getsAndDescribes() throws Exception {
        Ended pods = run(Map.of(), "", "get", "pods");
        assertThat(pods.out()).containsPattern("shell +1/1 +Running").containsPattern("once +0/1 +Error");
        assertThat(run(Map.of(), "", "describe", "pod", "web").out()).contains("Started container main");
        assertThat(run(Map.of(), "", "apply", "-f", "pods.yaml").out()).contains("pod/shell unchanged");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void execGivesOutputErrorAndExitCode(boolean webSockets) throws Exception {
        Ended ended =
                run(protocol(webSockets), "", "exec", "shell", "--", "sh", "-c", "echo out; echo bad >&2; exit 7");

        assertThat(ended.out()).isEqualTo("out\n");
        assertThat(ended.error()).startsWith("bad\n").contains("exit code 7");
        assertThat(ended.exitCode()).isEqualTo(7);
        assertThat(run(protocol(webSockets), "", "exec", "shell", "--", "true")).isEqualTo(new Ended(0, "", ""));
        assertThat(sandbox.requests().matching(webSockets ? "GET" : "POST", ".*/pods/shell/exec"))
                .as("by this protocol")
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void execReadsStandardInput(boolean webSockets) throws Exception {
        String text = "line\n".repeat(20_000);

        assertThat(run(protocol(webSockets), text, "exec", "-i", "shell", "--", "cat")
                        .out())
                .isEqualTo(text);
        assertThat(run(protocol(webSockets), "echo from the script", "exec", "-i", "shell", "--", "sh")
                        .out())
                .isEqualTo("from the script\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void execOfWhatIsNotThereFails(boolean webSockets) throws Exception {
        Ended missing = run(protocol(webSockets), "", "exec", "shell", "--", "nmap");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.error()).contains("exec: \"nmap\": executable file not found in $PATH");
        Ended ended = run(protocol(webSockets), "", "exec", "once", "--", "true");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.error()).contains("cannot exec into a container in a completed pod");
    }

    @Test
    void rawRequestsGoThroughTheApiServersProxy() throws Exception {
        // A raw path replaces the one of the kubeconfig's server, so it begins with that.
        String pods = "/k8s/" + ApiServer.KEY + "/api/v1/namespaces/default/pods/web";
        Ended page = run(Map.of(), "", "get", "--raw", pods + ":80/proxy/");
        assertThat(page.out()).as(page.error()).contains("Welcome to nginx!");
        assertThat(run(Map.of(), "", "get", "--raw", pods + ":81/proxy/").error())
                .contains("error trying to reach service: dial tcp", "connect: connection refused");
        assertThat(run(
                                Map.of(),
                                "",
                                "get",
                                "--raw",
                                "/k8s/" + ApiServer.KEY + "/api/v1/namespaces/default/services/none:80/proxy/")
                        .error())
                .contains("services \"none\" not found");
    }

    @Test
    void logsAreShownAndFollowed() throws Exception {
        assertThat(run(Map.of(), "", "logs", "shell").out()).isEqualTo("one\ntwo\n");
        assertThat(run(Map.of(), "", "logs", "shell", "--tail=1").out()).isEqualTo("two\n");
        assertThat(run(Map.of(), "", "logs", "-f", "once")).isEqualTo(new Ended(0, "hi\n", ""));
        assertThat(run(Map.of(), "", "logs", "web", "--previous").error())
                .contains("previous terminated container \"main\" in pod \"web\" not found");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void portForwardServesThePod(boolean webSockets) throws Exception {
        Process process = process(protocol(webSockets), "port-forward", "pod/web", ":80", "--address", "127.0.0.1")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            assertThat(line).startsWith("Forwarding from 127.0.0.1:");
            String address = line.replaceFirst(".*(127\\.0\\.0\\.1:\\d+).*", "$1");
            for (int i = 0; i < 3; i++) {
                assertThat(get("http://" + address + "/")).contains("Welcome to nginx!");
            }
        } finally {
            process.destroy();
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(PATIENCE))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
