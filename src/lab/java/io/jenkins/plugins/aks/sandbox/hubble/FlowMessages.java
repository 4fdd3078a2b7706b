package io.jenkins.plugins.aks.sandbox.hubble;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** Flows of the log as Hubble's {@code GetFlowsResponse}. */
final class FlowMessages {
    private static final List<String> VERDICTS = List.of("VERDICT_UNKNOWN", "FORWARDED", "DROPPED");
    private static final List<String> DIRECTIONS = List.of("", "INGRESS", "EGRESS");
    private static final int ACCESS_LOG = 129;

    private FlowMessages() {}

    static int verdict(JsonNode event) {
        return VERDICTS.indexOf(event.path("verdict").asText());
    }

    static byte[] response(JsonNode event) {
        Instant time = Instant.parse(event.path("time").asText());
        String node = event.path("node").asText();
        return new Message()
                .message(1, flow(event, time, node))
                .text(1000, node)
                .time(1001, time)
                .build();
    }

    private static Message flow(JsonNode event, Instant time, String node) {
        boolean request = event.path("type").asInt() == ACCESS_LOG;
        int reason = event.path("reason").asInt();
        Message flow = new Message().time(1, time).number(2, verdict(event)).number(3, reason);
        JsonNode from = event.path("from");
        JsonNode to = event.path("to");
        flow.message(
                5,
                new Message()
                        .text(1, from.path("ip").asText())
                        .text(2, to.path("ip").asText())
                        .number(3, 1));
        Message ports = new Message()
                .number(1, from.path("port").asInt())
                .number(2, to.path("port").asInt());
        boolean udp = event.path("protocol").asText().equals("UDP");
        flow.message(6, new Message().message(udp ? 2 : 1, ports));
        flow.message(8, end(from))
                .message(9, end(to))
                .number(10, request ? 2 : 1)
                .text(11, node);
        to.path("names").forEach(name -> flow.text(14, name.asText()));
        flow.message(
                19,
                new Message()
                        .number(1, event.path("type").asInt())
                        .number(2, event.path("sub").asInt()));
        flow.number(22, DIRECTIONS.indexOf(event.path("direction").asText())).number(25, reason);
        if (event.path("verdict").asText().equals("FORWARDED")) {
            flow.message(26, new Message());
        }
        return flow.text(100_000, event.path("summary").asText());
    }

    private static Message end(JsonNode end) {
        Message message = new Message()
                .number(1, Math.floorMod(end.path("ip").asText().hashCode(), 4000))
                .number(2, end.path("identity").asInt())
                .text(3, end.path("namespace").asText());
        end.path("labels").forEach(label -> message.text(4, label.asText()));
        message.text(5, end.path("pod").asText());
        String workload = end.path("workload").asText();
        return workload.isEmpty() ? message : message.message(6, new Message().text(1, workload));
    }
}
