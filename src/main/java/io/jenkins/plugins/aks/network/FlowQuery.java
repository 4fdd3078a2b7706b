package io.jenkins.plugins.aks.network;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which flows Hubble Relay is asked for. Namespace, pod, label and port mean one end of a flow, whichever of the two.
 *
 * @param verdicts none for all
 * @param pod the beginning of a pod's name, with namespace and slash; or a namespace with a slash alone; empty for all
 * @param label a selector of labels; empty for all
 * @param port 0 for all
 * @param last how many of the newest flows, unless there is a {@code since}
 */
record FlowQuery(List<FlowVerdict> verdicts, String pod, String label, int port, int last) {
    private static final int[] SOURCE = {2, 10, 13};
    private static final int[] DESTINATION = {4, 11, 14};
    private static final int VERDICT = 5;

    FlowQuery {
        verdicts = List.copyOf(verdicts);
    }

    /**
     * The bytes of {@code observer.GetFlowsRequest}.
     *
     * @param since counts in place of {@link #last}, which Hubble does not take together
     */
    byte[] request(Optional<Instant> since, boolean follow) {
        ProtoWriter request = new ProtoWriter();
        if (since.isEmpty()) {
            request.number(1, last);
        }
        if (follow) {
            request.number(3, 1);
        }
        boolean ends = !pod.isEmpty() || !label.isEmpty() || port != 0;
        if (ends || !verdicts.isEmpty()) {
            request.message(6, filter(SOURCE));
        }
        if (ends) {
            request.message(6, filter(DESTINATION));
        }
        since.ifPresent(time -> request.time(7, time));
        return request.bytes();
    }

    private ProtoWriter filter(int[] fields) {
        ProtoWriter filter = new ProtoWriter();
        if (!pod.isEmpty()) {
            filter.text(fields[0], pod);
        }
        filter.packed(VERDICT, verdicts.stream().map(Enum::ordinal).toList());
        if (!label.isEmpty()) {
            filter.text(fields[1], label);
        }
        if (port != 0) {
            filter.text(fields[2], Integer.toString(port));
        }
        return filter;
    }
}
