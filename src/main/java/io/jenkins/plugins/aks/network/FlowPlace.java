package io.jenkins.plugins.aks.network;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Set;

/**
 * What an expectation calls one end of flows.
 *
 * @param text as it was written; empty for anyone
 */
record FlowPlace(Kind kind, String text, String value) {
    private static final Set<String> RESERVED =
            Set.of("world", "host", "remote-node", "kube-apiserver", "health", "init", "ingress", "unmanaged");

    /** How an end can be named. */
    private enum Kind {
        ANYONE,
        RESERVED,
        POD,
        LABEL,
        ADDRESS
    }

    /**
     * @param namespace of pods that are named without one
     * @param parameter for errors
     */
    static FlowPlace parse(String parameter, Object given, String namespace) throws InvalidParameterException {
        if (given == null) {
            return new FlowPlace(Kind.ANYONE, "", "");
        }
        String text = given.toString().strip();
        if (RESERVED.contains(text)) {
            return new FlowPlace(Kind.RESERVED, text, text);
        }
        if (text.matches("[\\w./-]+=[\\w.-]*")) {
            return new FlowPlace(Kind.LABEL, text, text);
        }
        if (text.matches("[0-9a-fA-F:]*:[0-9a-fA-F:]*") || text.matches("[\\w-]+(\\.[\\w-]+)+")) {
            return new FlowPlace(Kind.ADDRESS, text, text);
        }
        if (text.matches("[a-z0-9-]+/[a-z0-9.-]*")) {
            return new FlowPlace(Kind.POD, text, text);
        }
        if (text.matches("[a-z0-9-]+")) {
            return new FlowPlace(Kind.POD, text, namespace + "/" + text);
        }
        throw new InvalidParameterException(
                parameter,
                text,
                "world, host, remote-node, kube-apiserver, the beginning of a pod's name (pets/store-front), a"
                        + " namespace (pets/), a label (app=web), an address or a host name",
                "Name one end of the flows in one of these ways.");
    }

    boolean matches(FlowEnd end) {
        return switch (kind) {
            case ANYONE -> true;
            case RESERVED -> end.labels().contains("reserved:" + value);
            case POD -> !end.pod().isEmpty() && (end.namespace() + "/" + end.pod()).startsWith(value);
            case LABEL -> end.labelMap()
                    .getOrDefault(value.substring(0, value.indexOf('=')), "\n")
                    .equals(value.substring(value.indexOf('=') + 1));
            case ADDRESS -> end.ip().equals(value) || end.names().contains(value);
        };
    }
}
