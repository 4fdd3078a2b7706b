package io.jenkins.plugins.aks.sandbox.hubble;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.network.FlowLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@code observer.GetFlowsRequest}. */
final class FlowRequest {
    private final List<FlowFilter> allowed = new ArrayList<>();
    private final List<FlowFilter> forbidden = new ArrayList<>();
    private long number;
    private boolean first;
    private boolean follow;
    private Instant since = Instant.MIN;
    private Instant until = Instant.MAX;

    /** @throws IllegalArgumentException for what Hubble refuses and for what the sandbox does not know */
    FlowRequest(byte[] message) {
        for (Wire.Field field : Wire.read(message)) {
            switch (field.number()) {
                case 1 -> number = field.value();
                case 3 -> follow = field.value() != 0;
                case 5 -> forbidden.add(new FlowFilter(field.message()));
                case 6 -> allowed.add(new FlowFilter(field.message()));
                case 7 -> since = time(field.message());
                case 8 -> until = time(field.message());
                case 9 -> first = field.value() != 0;
                default -> throw new IllegalArgumentException(
                        "the sandbox does not know field " + field.number() + " of GetFlowsRequest");
            }
        }
        if (number != 0 && (since != Instant.MIN || until != Instant.MAX)) {
            throw new IllegalArgumentException("number is incompatible with since and until");
        }
        if (first && follow) {
            throw new IllegalArgumentException("first is incompatible with follow");
        }
    }

    private static Instant time(List<Wire.Field> message) {
        long seconds = 0;
        long nanos = 0;
        for (Wire.Field field : message) {
            if (field.number() == 1) {
                seconds = field.value();
            } else {
                nanos = field.value();
            }
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    boolean isFollow() {
        return follow;
    }

    boolean matches(JsonNode event) {
        Instant time = Instant.parse(event.path("time").asText());
        return !time.isBefore(since)
                && time.isBefore(until)
                && (allowed.isEmpty() || allowed.stream().anyMatch(filter -> filter.matches(event)))
                && forbidden.stream().noneMatch(filter -> filter.matches(event));
    }

    /** Of what is there already. */
    List<JsonNode> choose(List<FlowLog.Entry> entries) {
        if (follow && number == 0 && since == Instant.MIN) {
            return List.of();
        }
        List<JsonNode> matching =
                entries.stream().map(FlowLog.Entry::event).filter(this::matches).toList();
        if (number == 0 || matching.size() <= number) {
            return matching;
        }
        return first
                ? matching.subList(0, (int) number)
                : matching.subList(matching.size() - (int) number, matching.size());
    }
}
