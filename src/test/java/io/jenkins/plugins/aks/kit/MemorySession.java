package io.jenkins.plugins.aks.kit;

import com.azure.core.http.HttpClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.azure.WhoAmI;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.SecretContent;
import io.jenkins.plugins.aks.pipeline.Workspace;
import io.jenkins.plugins.aks.registry.Registry;
import io.jenkins.plugins.aks.registry.RegistryLogin;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session in memory, at a fixed time, with the clients that a test gives it. */
public class MemorySession implements AksSession {
    public final MemoryWorkspace files = new MemoryWorkspace();
    public final Map<String, String> web = new java.util.HashMap<>();
    /** Why the step was marked as unstable. */
    public final List<String> unstable = new ArrayList<>();

    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    public static final Map<String, String> OURS =
            Map.of("created-by", "aks-pipeline-steps", "build-url", "http://ci/7");

    public final List<String> lines = new ArrayList<>();
    /** The session's time, which tests move. */
    public Instant now = NOW;

    private final Arm arm;
    private final KubernetesClient kubernetes;

    protected MemorySession(Arm arm, KubernetesClient kubernetes) {
        this.arm = arm;
        this.kubernetes = kubernetes;
    }

    public static MemorySession of(KubernetesClient kubernetes) {
        return new MemorySession(null, kubernetes);
    }

    @Override
    public Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    @Override
    public Log log() {
        return lines::add;
    }

    @Override
    public WriteGate gate() {
        return WriteGate.open();
    }

    @Override
    public Cloud cloud() {
        return Cloud.PUBLIC;
    }

    @Override
    public String subscription() {
        return "sub";
    }

    @Override
    public Arm arm() {
        if (arm == null) {
            throw new AssertionError("Azure is not needed here");
        }
        return arm;
    }

    @Override
    public WhoAmI caller() {
        return new WhoAmI("11111111-0000-0000-0000-000000000001", "tenant", "app", "ServicePrincipal");
    }

    @Override
    public Optional<SecretText> variable(String name) {
        return Optional.empty();
    }

    @Override
    public Arm dataPlane(String url, String scope) {
        throw new AssertionError("no data plane is needed here");
    }

    @Override
    public Registry registry(String host) {
        throw new AssertionError("no registry is needed here");
    }

    @Override
    public Registry registry(String host, RegistryLogin login) {
        throw new AssertionError("no registry is needed here");
    }

    @Override
    public SecretContent secret(String parameter, String credentialsId) {
        throw new AssertionError("no credential is needed here");
    }

    @Override
    public HttpClient httpClient() {
        throw new AssertionError("no network is needed here");
    }

    @Override
    public Workspace workspace() {
        return files;
    }

    @Override
    public String download(String url) throws OperationException {
        String text = web.get(url);
        if (text == null) {
            throw new OperationException(url + " answered HTTP 404");
        }
        return text;
    }

    @Override
    public java.util.concurrent.CompletableFuture<Integer> ask(String url, java.time.Duration limit) {
        throw new AssertionError("nothing is asked from outside here: " + url);
    }

    @Override
    public void unstable(String why) {
        unstable.add(why);
    }

    @Override
    public KubernetesClient kubernetes(String clusterId) {
        if (kubernetes == null) {
            throw new AssertionError("no cluster is needed here");
        }
        return kubernetes;
    }

    @Override
    public Map<String, String> tags() {
        return OURS;
    }
}
