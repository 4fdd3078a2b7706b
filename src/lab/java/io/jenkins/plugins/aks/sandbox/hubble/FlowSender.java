package io.jenkins.plugins.aks.sandbox.hubble;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.jenkins.plugins.aks.sandbox.network.FlowLog;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends what a request asks for, and more as it comes, for as long as the client and the pod are there. */
final class FlowSender {
    private static final long LOOK_AGAIN = 100;
    private static final long CLIENT_IS_SLOW = 2;

    private final ServerCall<byte[], byte[]> call;
    private final FlowRequest request;
    private final FlowSource source;
    private final CountDownLatch stopped = new CountDownLatch(1);

    FlowSender(ServerCall<byte[], byte[]> call, FlowRequest request, FlowSource source) {
        this.call = call;
        this.request = request;
        this.source = source;
    }

    void start() {
        Thread thread = new Thread(this::run, "hubble-relay-flows");
        thread.setDaemon(true);
        thread.start();
    }

    void stop() {
        stopped.countDown();
    }

    private void run() {
        try {
            call.sendHeaders(new Metadata());
            List<FlowLog.Entry> there = source.from(0);
            long next = there.isEmpty() ? 0 : there.get(there.size() - 1).number() + 1;
            boolean goesOn = send(request.choose(there));
            while (goesOn && request.isFollow()) {
                goesOn = !stopped.await(LOOK_AGAIN, TimeUnit.MILLISECONDS);
                List<FlowLog.Entry> fresh = source.from(next);
                next = fresh.isEmpty() ? next : fresh.get(fresh.size() - 1).number() + 1;
                goesOn = goesOn
                        && send(fresh.stream()
                                .map(FlowLog.Entry::event)
                                .filter(request::matches)
                                .toList());
            }
            if (stopped.getCount() > 0) {
                call.close(
                        goesOn ? Status.OK : Status.UNAVAILABLE.withDescription("the relay is shutting down"),
                        new Metadata());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException gone) {
            // The call was cancelled in between.
        }
    }

    /** @return false once client or pod are gone */
    private boolean send(List<JsonNode> events) throws InterruptedException {
        for (JsonNode event : events) {
            while (!call.isReady()) {
                if (stopped.await(CLIENT_IS_SLOW, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            call.sendMessage(FlowMessages.response(event));
        }
        return stopped.getCount() > 0 && source.alive().getAsBoolean();
    }
}
