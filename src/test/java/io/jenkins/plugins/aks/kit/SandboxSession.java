package io.jenkins.plugins.aks.kit;

import com.azure.core.http.HttpClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.AzureClients;
import io.jenkins.plugins.aks.azure.AzureIdentity;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.azure.ProxySettings;
import io.jenkins.plugins.aks.azure.UserKubeconfig;
import io.jenkins.plugins.aks.azure.WhoAmI;
import io.jenkins.plugins.aks.kubernetes.ClusterProxy;
import io.jenkins.plugins.aks.kubernetes.EntraTokens;
import io.jenkins.plugins.aks.kubernetes.Kubeconfig;
import io.jenkins.plugins.aks.kubernetes.KubernetesConnections;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RecordingGate;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.RegistryAccess;
import io.jenkins.plugins.aks.pipeline.SecretContent;
import io.jenkins.plugins.aks.pipeline.Workspace;
import io.jenkins.plugins.aks.registry.Registry;
import io.jenkins.plugins.aks.registry.RegistryLogin;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A session of the real clients on the sandbox, whose time passes as the operations wait. */
public final class SandboxSession implements AksSession, AutoCloseable {
    public final MemoryWorkspace files = new MemoryWorkspace();
    public final Map<String, String> web = new java.util.HashMap<>();
    /** Why the step was marked as unstable. */
    public final List<String> unstable = new ArrayList<>();

    private static final int MOST = 200;

    public final RecordingGate gate = new RecordingGate();
    public final List<String> log = new ArrayList<>();
    /** What {@code withCredentials} would bind around the step. */
    public final Map<String, String> variables = new HashMap<>();

    /** The credentials of the build that hold keys or certificates, by id. */
    public final Map<String, SecretContent> secrets = new HashMap<>();

    private final SimulatedCloud simulated;
    private final Cloud cloud;
    private final AzureClients clients;
    private final RegistryAccess registries;
    private final KubernetesConnections connections = new KubernetesConnections();

    public SandboxSession(SimulatedCloud simulated) throws OperationException {
        this.simulated = simulated;
        Sandbox sandbox = simulated.sandbox;
        this.cloud = new Cloud("lab", sandbox.url(), sandbox.url(), sandbox.url(), sandbox.caPem(), true);
        AzureIdentity identity = new AzureIdentity.ClientSecret(
                sandbox.credentials().tenantId(), sandbox.credentials().clientId(), () -> sandbox.credentials()
                        .clientSecret());
        this.clients = AzureClients.of(cloud, identity, ProxySettings.none());
        this.registries = new RegistryAccess(clients, sandbox.credentials().subscriptionId(), gate, simulated.clock);
    }

    /** To the end, each turn in a new process. */
    public Map<String, Object> run(Operation<AksSession> operation) throws Exception {
        return run(operation, new MemoryJournal());
    }

    /** Goes on from what the journal knows. */
    public Map<String, Object> run(Operation<AksSession> operation, MemoryJournal begin) throws Exception {
        MemoryJournal journal = begin;
        for (int i = 0; i < MOST; i++) {
            if (turn(operation, journal) instanceof Turn.Done done) {
                return done.result();
            }
            journal = journal.reopen();
        }
        throw new AssertionError(
                "not done after " + MOST + " turns: " + log.subList(Math.max(0, log.size() - 8), log.size()));
    }

    /**
     * To the end in many lives: the first process dies right after its first save, the second after its second save, and so
     * on, until one of them lives long enough.
     */
    public Map<String, Object> runDying(Operation<AksSession> operation) throws Exception {
        MemoryJournal journal = new MemoryJournal();
        for (int life = 1; life < MOST; life++) {
            DyingJournal dying = new DyingJournal(journal, life);
            try {
                for (int i = 0; i < MOST; i++) {
                    if (turn(operation, dying) instanceof Turn.Done done) {
                        return done.result();
                    }
                }
            } catch (DyingJournal.Died died) {
                journal = dying.reopen();
            }
        }
        throw new AssertionError("not done after " + MOST + " lives: " + log);
    }

    /** One turn of an operation that runs commands in pods: they take real time, so waits of less than a second do too. */
    public Turn one(Operation<AksSession> operation, Journal journal) throws Exception {
        return turn(operation, journal, Duration.ofSeconds(1));
    }

    private Turn turn(Operation<AksSession> operation, Journal journal) throws Exception {
        return turn(operation, journal, Duration.ZERO);
    }

    private Turn turn(Operation<AksSession> operation, Journal journal, Duration shortest) throws Exception {
        try {
            Turn turn = operation.advance(this, journal);
            if (turn instanceof Turn.Again again && again.after().compareTo(shortest) >= 0) {
                simulated.clock.advance(again.after());
            } else if (turn instanceof Turn.Again) {
                LockSupport.parkNanos(5_000_000);
            }
            return turn;
        } catch (TransientException e) {
            log.add(e.getMessage());
            Duration wait = e.retryAfter().orElse(Duration.ofSeconds(1));
            simulated.clock.advance(wait);
            return Turn.again(wait, e.getMessage());
        }
    }

    @Override
    public Clock clock() {
        return simulated.clock;
    }

    @Override
    public Log log() {
        return log::add;
    }

    @Override
    public WriteGate gate() {
        return gate;
    }

    @Override
    public Cloud cloud() {
        return cloud;
    }

    @Override
    public String subscription() {
        return simulated.sandbox.credentials().subscriptionId();
    }

    @Override
    public Arm arm() {
        return clients.arm(gate);
    }

    @Override
    public WhoAmI caller() throws OperationException, TransientException {
        return clients.whoAmI();
    }

    @Override
    public Optional<SecretText> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(value -> () -> value);
    }

    @Override
    public Arm dataPlane(String url, String scope) throws OperationException {
        return clients.dataPlane(url, scope, gate);
    }

    @Override
    public Registry registry(String host) throws OperationException, TransientException {
        return registries.registry(host);
    }

    @Override
    public Registry registry(String host, RegistryLogin login) {
        return registries.registry(host, login);
    }

    @Override
    public SecretContent secret(String parameter, String credentialsId) {
        return secrets.get(credentialsId);
    }

    @Override
    public HttpClient httpClient() {
        return clients.httpClient();
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
    public KubernetesClient kubernetes(String clusterId) throws OperationException, TransientException {
        Kubeconfig kubeconfig = Kubeconfig.parse(UserKubeconfig.read(clients.arm(WriteGate.open()), clusterId));
        EntraTokens tokens =
                new EntraTokens(clients, scope -> clients.token(scope).getToken());
        return connections.client(kubeconfig, tokens, ClusterProxy.none(), gate);
    }

    @Override
    public Map<String, String> tags() {
        return Map.of("created-by", "aks-pipeline-steps", "build-url", "https://jenkins/job/lab/1");
    }

    @Override
    public void close() {
        connections.close();
    }
}
