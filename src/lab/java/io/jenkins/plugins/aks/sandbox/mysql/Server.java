package io.jenkins.plugins.aks.sandbox.mysql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.ContainerImage;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import io.jenkins.plugins.aks.sandbox.container.PodVolumes;
import io.jenkins.plugins.aks.sandbox.container.VolumeJournal;
import io.jenkins.plugins.aks.sandbox.container.tools.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container that runs {@code mysqld}. */
final class Server {
    static final String DAEMON = "mysqld";
    static final String ENTRY_POINT = "docker-entrypoint.sh";

    private final ExecCall call;
    private final Options options;
    private final VolumeJournal journal;
    private final Instant started;

    private Server(ExecCall call) {
        this.call = call;
        this.options = Options.of(call);
        String folder = PodVolumes.prefix(call.cluster(), call.pod(), call.container(), options.value("datadir"));
        this.journal = new VolumeJournal(call.cluster().store(), folder + "mysqld/");
        JsonNode running = PodSpecs.status(call.pod(), call.container()).at("/state/running/startedAt");
        this.started = running.isMissingNode() ? call.cluster().now() : Instant.parse(running.asText());
    }

    /** @param call of the server's program, or of anything else in its container */
    static Server in(ExecCall call) {
        return new Server(call.with(command(call.containerSpec()), call.stdin(), call.environment()));
    }

    /** The server in a container; empty where it runs something else. */
    static Optional<Server> of(ObjectNode pod, String container, ClusterView cluster) {
        JsonNode spec = PodSpecs.container(pod, container);
        List<String> command = command(spec);
        boolean image = ContainerImage.of(spec.path("image").asText()).has(DAEMON);
        boolean runs = command.isEmpty()
                || command.get(0).startsWith("-")
                || command.stream().anyMatch(word -> word.matches("(?s).*\\b(mysqld|docker-entrypoint\\.sh)\\b.*"));
        boolean isServer = image && runs;
        return isServer
                ? Optional.of(new Server(new ExecCall(
                        command, () -> "", Environment.of(cluster, pod, container), pod, container, cluster)))
                : Optional.empty();
    }

    /** The server in a pod that listens on a port. */
    static Optional<Server> of(ObjectNode pod, int port, ClusterView cluster) {
        for (JsonNode container : pod.at("/spec/containers")) {
            Optional<Server> server =
                    of(pod, container.path("name").asText(), cluster).filter(found -> found.port() == port);
            if (server.isPresent()) {
                return server;
            }
        }
        return Optional.empty();
    }

    private static List<String> command(JsonNode spec) {
        List<String> command = new ArrayList<>();
        spec.path("command").forEach(word -> command.add(word.asText()));
        spec.path("args").forEach(word -> command.add(word.asText()));
        return command;
    }

    private int port() {
        String port = options.value("port");
        return port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    }

    /** Whether it takes connections: it runs, and has started. */
    boolean isUp() {
        JsonNode running = PodSpecs.status(call.pod(), call.container()).at("/state/running");
        Duration starts = Duration.ofSeconds(
                ContainerImage.of(call.containerSpec().path("image").asText())
                        .data()
                        .path("starts")
                        .asLong());
        return running.isObject()
                && options.unknown().isEmpty()
                && journal.identity().isPresent()
                && !now().isBefore(started.plus(call.cluster().real(starts)));
    }

    Options options() {
        return options;
    }

    VolumeJournal journal() {
        return journal;
    }

    Map<String, String> environment() {
        return call.environment();
    }

    Instant now() {
        return call.cluster().now();
    }

    /** From when on a change that is acknowledged now survives the machine. */
    Instant kept(Instant now) {
        if (options.value("innodb_flush_log_at_trx_commit").equals("1")) {
            return now;
        }
        Duration second = call.cluster().real(Duration.ofSeconds(1));
        long passed = Math.max(0, Duration.between(started, now).toNanos());
        long ticks = passed / Math.max(1, second.toNanos()) + 1;
        return started.plus(second.multipliedBy(ticks));
    }

    String variable(String name) {
        return options.value(name);
    }

    Map<String, String> variables() {
        return options.variables();
    }

    /** What functions without arguments give. */
    Map<String, String> values(String user, String database) {
        return Map.of(
                "DATABASE",
                database.isEmpty() ? "NULL" : Dialect.quoted(database),
                "SCHEMA",
                database.isEmpty() ? "NULL" : Dialect.quoted(database),
                "VERSION",
                Dialect.quoted(options.version()),
                "USER",
                Dialect.quoted(user + "@%"),
                "CURRENT_USER",
                Dialect.quoted(user + "@%"),
                "CONNECTION_ID",
                "8");
    }
}
