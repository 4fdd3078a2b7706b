package io.jenkins.plugins.aks.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One end of a flow as Hubble knows it.
 *
 * @param namespace empty but for pods
 * @param pod its name; empty but for pods
 * @param labels as Cilium writes them, e.g. {@code k8s:app=store-front} or {@code reserved:world}
 * @param identity the number of Cilium's security identity
 * @param ip may be empty
 * @param port 0 where the protocol has none
 * @param workload the name of what made the pod; may be empty
 * @param names the DNS names that the address is known by
 */
record FlowEnd(
        String namespace,
        String pod,
        List<String> labels,
        long identity,
        String ip,
        int port,
        String workload,
        List<String> names) {
    private static final String RESERVED = "reserved:";

    FlowEnd {
        labels = List.copyOf(labels);
        names = List.copyOf(names);
    }

    /** The reserved identity, e.g. {@code world}; empty for a pod. */
    String reserved() {
        return labels.stream()
                .filter(label -> label.startsWith(RESERVED))
                .map(label -> label.substring(RESERVED.length()))
                .findFirst()
                .orElse("");
    }

    /** As Hubble's CLI names it: pod, host name or address, with the port. */
    String text() {
        String host = !pod.isEmpty() ? namespace + "/" + pod : names.isEmpty() ? ip : names.get(0);
        return port == 0 ? host : host + ":" + port;
    }

    /** What stays the same when pods are replaced and addresses change: the workload, the reserved identity, or a name. */
    String group() {
        if (!pod.isEmpty()) {
            return namespace + "/" + (workload.isEmpty() ? pod : workload);
        }
        return !names.isEmpty() ? names.get(0) : reserved().isEmpty() ? ip : reserved();
    }

    String idText() {
        return reserved().isEmpty() ? "(ID:" + identity + ")" : "(" + reserved() + ")";
    }

    /** The labels without Cilium's prefixes for their sources. */
    Map<String, String> labelMap() {
        Map<String, String> map = new TreeMap<>();
        for (String label : labels) {
            if (!label.startsWith(RESERVED)) {
                String plain = label.replaceFirst("^(k8s|any|container|unspec):", "");
                int equals = plain.indexOf('=');
                map.put(equals < 0 ? plain : plain.substring(0, equals), equals < 0 ? "" : plain.substring(equals + 1));
            }
        }
        return map;
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("namespace", namespace);
        map.put("pod", pod);
        map.put("workload", workload);
        map.put("identity", reserved().isEmpty() ? Long.toString(identity) : reserved());
        map.put("ip", ip);
        map.put("port", port);
        map.put("names", names);
        map.put("labels", labels);
        return map;
    }
}
