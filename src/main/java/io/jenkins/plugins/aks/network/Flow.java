package io.jenkins.plugins.aks.network;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One event of a flow, as an agent saw it.
 *
 * @param protocol {@code TCP}, {@code UDP}, {@code SCTP}, {@code ICMPv4}, {@code ICMPv6}, or empty
 * @param dropReason Cilium's number; 0 for what was not dropped
 * @param direction {@code INGRESS} or {@code EGRESS} as the policies see it; may be empty
 * @param reply {@code yes}, {@code no}, or empty where the agent does not know
 * @param event what kind of event the agent had
 * @param policies those that decided, as far as the agent says so
 */
record Flow(
        Instant time,
        FlowVerdict verdict,
        FlowEnd source,
        FlowEnd destination,
        String protocol,
        int dropReason,
        String direction,
        String reply,
        FlowEvent event,
        List<String> policies,
        String summary,
        String node) {

    Flow {
        policies = List.copyOf(policies);
    }

    boolean isDropped() {
        return verdict == FlowVerdict.DROPPED;
    }

    boolean isIngress() {
        return direction.isEmpty() ? !destination.pod().isEmpty() : direction.equals("INGRESS");
    }

    /** The end whose policies decide. */
    FlowEnd subject() {
        return isIngress() ? destination : source;
    }

    FlowEnd peer() {
        return isIngress() ? source : destination;
    }

    /** As the step returns it. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("time", time.toString());
        map.put("source", source.text());
        map.put("destination", destination.text());
        map.put("verdict", verdict.name());
        map.put("dropReason", DropReasons.text(dropReason));
        map.put("dropReasonCode", dropReason);
        map.put("policy", String.join(", ", policies));
        map.put("direction", direction);
        map.put("protocol", protocol);
        map.put("port", destination.port());
        map.put("type", event.text());
        map.put("reply", reply);
        map.put("summary", summary);
        map.put("node", node);
        map.put("from", source.asMap());
        map.put("to", destination.asMap());
        return map;
    }
}
