package io.jenkins.plugins.aks.pipeline;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.microsoft.azure.util.AzureCredentials;
import hudson.FilePath;
import hudson.util.Secret;
import io.jenkins.plugins.aks.operation.Engine;
import io.jenkins.plugins.aks.operation.EngineSettings;
import io.jenkins.plugins.aks.operation.VirtualTime;
import io.jenkins.plugins.aks.sandbox.LabCredentials;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.standin.Lab;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A controller whose time passes when a test says so, and which can be killed. */
public final class Controller implements AutoCloseable {
    static final String SECRET = "s3cr€t~&/+ value";

    final TestRun build = new TestRun(new TestJob("demo"), 7);
    private final Deque<Runnable> launches = new ArrayDeque<>();
    private VirtualTime time;

    public Controller(Path home) {
        Lab.start(home.toFile(), "https://jenkins.example/");
        Lab.add(new AksGlobalConfiguration());
        Lab.add(new ProbeStep.DescriptorImpl());
        Lab.add(new ProbeBlockStep.DescriptorImpl());
        Lab.addRun(build);
        Lab.addCredentials(principal("azure", "sub-of-credential", SECRET));
        ProbeStep.world = new ProbeWorld();
        ProbeBlockStep.before = new ProbeWorld();
        ProbeBlockStep.after = new ProbeWorld();
        begin();
    }

    static AzureCredentials principal(String id, String subscription, String secret) {
        AzureCredentials credentials = new AzureCredentials(
                CredentialsScope.GLOBAL, id, "", subscription, "client-of-" + id, Secret.fromString(secret));
        credentials.setTenant("tenant");
        return credentials;
    }

    /** Adds the sandbox as the cloud {@code lab}, and its principal as the credential {@code lab}. */
    public void add(Sandbox sandbox) {
        AksCloud cloud = new AksCloud("lab", sandbox.url(), sandbox.url());
        cloud.setCaPem(sandbox.caPem());
        AksGlobalConfiguration.get().setClouds(List.of(cloud));
        LabCredentials known = sandbox.credentials();
        AzureCredentials credentials = new AzureCredentials(
                CredentialsScope.GLOBAL,
                "lab",
                "",
                known.subscriptionId(),
                known.clientId(),
                Secret.fromString(known.clientSecret()));
        credentials.setTenant(known.tenantId());
        Lab.addCredentials(credentials);
    }

    private void begin() {
        time = new VirtualTime();
        launches.clear();
        EngineHolder.use(new Engine(EngineSettings.defaults().withClock(time).withSeed(1), time), time, launches::add);
    }

    public MemoryContext context(String nodeId) {
        return new MemoryContext(build, nodeId);
    }

    public MemoryContext context(String nodeId, FilePath workspace) {
        return context(nodeId).with(FilePath.class, workspace);
    }

    /** Launches what waits to be launched, then lets time pass. */
    public void pass(Duration duration) {
        launch();
        time.pass(duration);
        launch();
        time.pass(Duration.ofSeconds(1));
    }

    public void launch() {
        while (!launches.isEmpty()) {
            launches.poll().run();
        }
    }

    int waitingLaunches() {
        return launches.size();
    }

    /** Everything in memory is gone; what was saved is loaded into the next life. */
    public <T> T kill(T saved) {
        byte[] program = save(saved);
        begin();
        return load(program);
    }

    static byte[] save(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new AssertionError("a Pipeline could not save " + object, e);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked")
    static <T> T load(byte[] program) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(program))) {
            return (T) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        EngineHolder.use(null, null, null);
        Lab.stop();
    }
}
