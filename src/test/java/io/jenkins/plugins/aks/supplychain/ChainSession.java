package io.jenkins.plugins.aks.supplychain;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.SecretContent;
import io.jenkins.plugins.aks.registry.Registry;
import io.jenkins.plugins.aks.registry.RegistryLogin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A session on registries of this machine and on one vault, whose time passes as operations wait. */
final class ChainSession extends MemorySession {
    private static final HttpClient CLIENT = new JdkHttpClientBuilder().build();
    private static final int MOST = 200;

    final Map<String, SecretContent> secrets = new HashMap<>();
    /** Whether time is the machine's, and waiting really waits. */
    boolean live;

    Instant now = Instant.parse("2026-06-01T12:00:00Z");
    FakeVault vault;
    private final Map<String, Registry> registries = new HashMap<>();

    ChainSession() {
        super(null, null);
    }

    Map<String, Object> run(Operation<AksSession> operation) throws Exception {
        return run(operation, new MemoryJournal());
    }

    Map<String, Object> run(Operation<AksSession> operation, MemoryJournal journal) throws Exception {
        for (int i = 0; i < MOST; i++) {
            if (turn(operation, journal) instanceof Turn.Done done) {
                return done.result();
            }
        }
        throw new AssertionError("not done after " + MOST + " turns: " + lines);
    }

    /** Kills the process after so many turns, and goes on from what was saved. */
    Map<String, Object> runKilled(Supplier<Operation<AksSession>> operation, int turns) throws Exception {
        MemoryJournal journal = new MemoryJournal();
        Operation<AksSession> first = operation.get();
        for (int i = 0; i < turns; i++) {
            if (turn(first, journal) instanceof Turn.Done done) {
                return done.result();
            }
        }
        return run(operation.get(), journal.reopen());
    }

    private Turn turn(Operation<AksSession> operation, MemoryJournal journal) throws Exception {
        try {
            Turn turn = operation.advance(this, journal);
            if (turn instanceof Turn.Again again) {
                pass(again.after());
            }
            return turn;
        } catch (TransientException e) {
            lines.add(e.getMessage());
            pass(Duration.ofSeconds(1));
            return Turn.again(Duration.ZERO, e.getMessage());
        }
    }

    private void pass(Duration time) {
        if (live) {
            LockSupport.parkNanos(time.toNanos());
        } else {
            now = now.plus(time);
        }
    }

    @Override
    public Clock clock() {
        return live ? Clock.systemUTC() : new Passing();
    }

    @Override
    public Registry registry(String host) {
        return registries.computeIfAbsent(host, any -> registry(host, new RegistryLogin.Anonymous()));
    }

    @Override
    public Registry registry(String host, RegistryLogin login) {
        return new Registry(host, CLIENT, login, WriteGate.open(), clock());
    }

    @Override
    public Arm dataPlane(String url, String scope) {
        if (!url.equals(FakeVault.URL) || !scope.equals("https://vault.azure.net/.default")) {
            throw new AssertionError(url + " " + scope);
        }
        return vault;
    }

    @Override
    public SecretContent secret(String parameter, String credentialsId) {
        return secrets.get(credentialsId);
    }

    @Override
    public HttpClient httpClient() {
        return CLIENT;
    }

    /** Shows what the test's time is when it is asked. */
    private final class Passing extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
