package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The logs of containers, in one piece or followed until the container ends. */
final class PodLogs {
    private static final long POLL_MILLIS = 50;
    private static final DateTimeFormatter NANOS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Executor executor;

    PodLogs(Executor executor) {
        this.executor = executor;
    }

    void serve(Request request, Cluster cluster, ObjectNode pod) {
        LogOptions options = LogOptions.of(request.query(), cluster.view().now());
        String container = PodStreams.container(pod, request.query().text("container"));
        HttpServerExchange exchange = request.exchange();
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
        Optional<ContainerRun> run = run(cluster, pod, container, options);
        if (run.isEmpty()) {
            exchange.endExchange();
            return;
        }
        exchange.dispatch(executor, () -> stream(exchange, cluster, pod, container, options, run.get()));
    }

    /** Empty for a pod without a node, which has no log yet. */
    private static Optional<ContainerRun> run(Cluster cluster, ObjectNode pod, String container, LogOptions options) {
        if (Json.text(pod, "spec", "nodeName").isEmpty()) {
            return Optional.empty();
        }
        String where = "container \"" + container + "\" in pod \"" + Meta.name(pod) + "\"";
        JsonNode status = PodSpecs.status(pod, container);
        boolean endedBefore = Json.at(status, "lastState", "terminated").isObject();
        JsonNode waiting = Json.at(status, "state", "waiting");
        synchronized (cluster) {
            if (options.previous()) {
                if (!endedBefore) {
                    throw ApiError.badRequest("previous terminated " + where + " not found");
                }
                Optional<ContainerRun> before = cluster.runs().previous(pod, container);
                return before.isPresent() && waiting.isMissingNode()
                        ? before
                        : cluster.runs().logged(pod, container);
            }
            if (waiting.isObject() && !endedBefore || status.isMissingNode()) {
                throw ApiError.badRequest(where + " is waiting to start: " + reason(Json.text(waiting, "reason")));
            }
            return cluster.runs().logged(pod, container);
        }
    }

    private static String reason(String reason) {
        return switch (reason) {
            case "ErrImagePull" -> "image can't be pulled";
            case "ImagePullBackOff" -> "trying and failing to pull image";
            case "" -> "PodInitializing";
            default -> reason;
        };
    }

    private void stream(
            HttpServerExchange exchange,
            Cluster cluster,
            ObjectNode pod,
            String container,
            LogOptions options,
            ContainerRun run) {
        try {
            if (!exchange.isBlocking()) {
                exchange.startBlocking();
            }
            OutputStream out = exchange.getOutputStream();
            LogWriter writer = new LogWriter(out, options);
            Instant now = cluster.view().now();
            writer.write(tail(cluster.runs().opened(run).lines(now, cluster.view()::real), options));
            if (options.follow()) {
                out.flush();
                follow(cluster, pod, container, run, writer);
            }
            out.close();
        } catch (IOException | IllegalStateException e) {
            // The client went away, or the sandbox is closing under a log that is still followed.
        } finally {
            exchange.endExchange();
        }
    }

    private static List<ContainerRun.Line> tail(List<ContainerRun.Line> lines, LogOptions options) {
        List<ContainerRun.Line> wanted = lines.stream()
                .filter(line -> !line.at().isBefore(options.since()))
                .toList();
        boolean all = options.tail() < 0 || options.tail() >= wanted.size();
        return all ? wanted : wanted.subList((int) (wanted.size() - options.tail()), wanted.size());
    }

    private static void follow(Cluster cluster, ObjectNode pod, String container, ContainerRun run, LogWriter writer)
            throws IOException {
        while (!over(cluster, pod, container, run)) {
            pause();
            writer.write(lines(cluster, pod, container, run));
        }
        writer.write(lines(cluster, pod, container, run));
    }

    /** What a run has written by now. */
    static List<ContainerRun.Line> lines(Cluster cluster, ObjectNode pod, String container, ContainerRun run) {
        ContainerRun now;
        synchronized (cluster) {
            now = cluster.runs()
                    .logged(pod, container)
                    .filter(found -> found.startedAt().equals(run.startedAt()))
                    .orElse(run);
        }
        return cluster.runs().opened(now).lines(cluster.view().now(), cluster.view()::real);
    }

    /** Whether the container no longer is in this run, or its pod is gone. */
    static boolean over(Cluster cluster, ObjectNode pod, String container, ContainerRun run) {
        synchronized (cluster) {
            cluster.advance();
            JsonNode live = cluster.objects()
                    .get(ObjectKey.of(ControlPlane.PODS, pod))
                    .<JsonNode>map(found -> found)
                    .orElseGet(Json::object);
            boolean running = Json.at(PodSpecs.status(live, container), "state", "running")
                    .isObject();
            boolean same = cluster.runs()
                    .current(pod, container)
                    .filter(now -> now.startedAt().equals(run.startedAt()))
                    .isPresent();
            return !running || !same;
        }
    }

    static void pause() {
        try {
            new CountDownLatch(1).await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes each line once, up to the limit. */
    static final class LogWriter {
        private final OutputStream out;
        private final LogOptions options;
        private Instant last = Instant.MIN;
        private long left;

        LogWriter(OutputStream out, LogOptions options) {
            this.out = out;
            this.options = options;
            this.left = options.limit() < 0 ? Long.MAX_VALUE : options.limit();
        }

        void write(List<ContainerRun.Line> lines) throws IOException {
            for (ContainerRun.Line line : lines) {
                if (line.at().isAfter(last) && !line.at().isBefore(options.since())) {
                    last = line.at();
                    String time = options.timestamps() ? NANOS.format(line.at()) + " " : "";
                    byte[] bytes = (time + line.text() + "\n").getBytes(StandardCharsets.UTF_8);
                    int length = (int) Math.min(left, bytes.length);
                    out.write(bytes, 0, length);
                    left -= length;
                }
            }
            out.flush();
        }
    }
}
