package io.jenkins.plugins.aks.sandbox;

import io.undertow.io.IoCallback;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.WorkerUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.xnio.IoUtils;

/** What every request passes: fault script, request log, and the cloud's own progress since the last request. */
final class Front implements HttpHandler {
    static final AttachmentKey<FaultRule> FAULT = AttachmentKey.create(FaultRule.class);
    static final AttachmentKey<String> REQUEST_ID = AttachmentKey.create(String.class);

    private final AtomicLong count = new AtomicLong();
    private final Sandbox sandbox;
    private final String name;
    private final String start;
    private final HttpHandler next;

    /**
     * @param name put before the path in the request log and for fault rules: empty, or a slash and an endpoint's name
     * @param start tells this start of the sandbox from earlier ones
     */
    Front(Sandbox sandbox, String name, String start, HttpHandler next) {
        this.sandbox = sandbox;
        this.name = name;
        this.start = start;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (exchange.isInIoThread()) {
            exchange.dispatch(this);
            return;
        }
        exchange.setRelativePath(exchange.getRelativePath().replaceAll("/{2,}", "/"));
        String requestId = sandbox.ids().guid("request " + start + name + "/" + count.incrementAndGet());
        exchange.putAttachment(REQUEST_ID, requestId);
        exchange.getResponseHeaders().put(new HttpString("x-ms-request-id"), requestId);
        Optional<FaultRule> fault =
                sandbox.faults().decide(exchange.getRequestMethod().toString(), path(exchange));
        fault.ifPresent(rule -> exchange.putAttachment(FAULT, rule));
        Duration delay = fault.map(FaultRule::delay).orElse(Duration.ZERO);
        if (delay.isZero()) {
            proceed(exchange);
        } else {
            exchange.dispatch(() -> WorkerUtils.executeAfter(
                    exchange.getIoThread(),
                    () -> exchange.dispatch(this::proceed),
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS));
        }
    }

    private void proceed(HttpServerExchange exchange) {
        FaultRule fault = exchange.getAttachment(FAULT);
        FaultRule.Cut cut = fault == null ? FaultRule.Cut.NEVER : fault.cut();
        if (cut == FaultRule.Cut.BEFORE_EFFECT) {
            record(exchange, 0);
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        exchange.addResponseCommitListener(answered -> {
            record(answered, cut == FaultRule.Cut.AFTER_EFFECT ? 0 : answered.getStatusCode());
            if (cut == FaultRule.Cut.AFTER_EFFECT) {
                IoUtils.safeClose(answered.getConnection());
            }
        });
        if (fault != null && fault.answer().isPresent()) {
            send(exchange, fault.answer().get());
            return;
        }
        handle(exchange);
    }

    private void handle(HttpServerExchange exchange) {
        try {
            sandbox.settle();
            next.handleRequest(exchange);
        } catch (Exception e) {
            sandbox.report(exchange.getRequestMethod() + " " + path(exchange), e);
            if (!exchange.isResponseStarted()) {
                exchange.setStatusCode(500);
            }
            exchange.endExchange();
        }
    }

    private static void send(HttpServerExchange exchange, FaultRule.Answer answer) {
        exchange.setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (answer.body() == null) {
            exchange.endExchange();
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
        exchange.getResponseSender().send(Json.text(answer.body()), StandardCharsets.UTF_8, IoCallback.END_EXCHANGE);
    }

    private void record(HttpServerExchange exchange, int status) {
        Deque<String> apiVersion = exchange.getQueryParameters().getOrDefault("api-version", new ArrayDeque<>());
        sandbox.requests()
                .add(new RequestRecord(
                        sandbox.clock().now(),
                        sandbox.clock().sinceStart(),
                        exchange.getRequestMethod().toString(),
                        path(exchange),
                        apiVersion.isEmpty() ? "" : apiVersion.getFirst().replaceAll("\\s", "+"),
                        status,
                        exchange.getAttachment(REQUEST_ID)));
    }

    private String path(HttpServerExchange exchange) {
        return name + exchange.getRequestURI().replaceAll("/{2,}", "/");
    }
}
