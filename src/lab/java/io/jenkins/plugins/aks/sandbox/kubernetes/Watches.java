package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.Handlers;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Brings watches to their clients: as lines in a chunked response, or as messages of a WebSocket. */
final class Watches {
    private static final long POLL_MILLIS = 50;
    /** How long a client is left without a byte, so that one that went away is noticed. */
    private static final long QUIET_POLLS = 200;

    private static final int LONGEST_SECONDS = 3600;

    private final Executor executor;

    Watches(Executor executor) {
        this.executor = executor;
    }

    private interface Sink {
        void send(String text) throws IOException;
    }

    void serve(Request request, Cluster cluster, Watch watch) throws Exception {
        if (request.wantsWebSocket()) {
            socket(request, cluster, watch);
        } else {
            HttpServerExchange exchange = request.exchange();
            exchange.dispatch(executor, () -> stream(exchange, request.query(), cluster, watch));
        }
    }

    private void stream(HttpServerExchange exchange, Query query, Cluster cluster, Watch watch) {
        try {
            if (!exchange.isBlocking()) {
                exchange.startBlocking();
            }
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            OutputStream out = exchange.getOutputStream();
            out.flush();
            pump(query, cluster, watch, text -> {
                out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            });
        } catch (IOException | IllegalStateException e) {
            // The client went away, or the sandbox is closing under a watch that is still open.
            watch.close();
        } finally {
            end(cluster, watch);
            exchange.endExchange();
        }
    }

    private void socket(Request request, Cluster cluster, Watch watch) throws Exception {
        Query query = request.query();
        Handlers.websocket((handshake, channel) -> {
                    channel.getReceiveSetter().set(new Closing(watch));
                    channel.addCloseTask(closed -> watch.close());
                    channel.resumeReceives();
                    executor.execute(() -> socketLoop(channel, query, cluster, watch));
                })
                .handleRequest(request.exchange());
    }

    private void socketLoop(WebSocketChannel channel, Query query, Cluster cluster, Watch watch) {
        try {
            pump(query, cluster, watch, text -> {
                if (!text.isEmpty()) {
                    WebSockets.sendTextBlocking(text, channel);
                }
            });
            WebSockets.sendCloseBlocking(CloseMessage.NORMAL_CLOSURE, "", channel);
        } catch (IOException | IllegalStateException e) {
            // The client went away, or the sandbox is closing under a watch that is still open.
            watch.close();
        } finally {
            end(cluster, watch);
        }
    }

    /** Sends until the time is up or either side ends; while there is nothing to send, the cluster goes on. */
    private static void pump(Query query, Cluster cluster, Watch watch, Sink sink) throws IOException {
        long seconds = Math.min(query.number("timeoutSeconds", LONGEST_SECONDS), LONGEST_SECONDS);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long quiet = 0;
        try {
            while (watch.isOpen() && System.nanoTime() < end) {
                Optional<ObjectNode> event = watch.next(POLL_MILLIS);
                if (event.isPresent()) {
                    sink.send(event.get().toString());
                    quiet = 0;
                } else if (++quiet % QUIET_POLLS == 0) {
                    sink.send("");
                } else {
                    cluster.advance();
                }
            }
            if (query.isTrue("allowWatchBookmarks") && watch.isOpen()) {
                sink.send(watch.bookmark(false).toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Cluster cluster, Watch watch) {
        synchronized (cluster) {
            cluster.objects().forget(watch);
        }
    }

    /** Notices that the client closed. */
    private static final class Closing extends AbstractReceiveListener {
        private final Watch watch;

        Closing(Watch watch) {
            this.watch = watch;
        }

        @Override
        protected void onClose(WebSocketChannel channel, io.undertow.websockets.core.StreamSourceFrameChannel frame)
                throws IOException {
            watch.close();
            super.onClose(channel, frame);
        }

        @Override
        protected void onError(WebSocketChannel channel, Throwable error) {
            watch.close();
            super.onError(channel, error);
        }
    }
}
