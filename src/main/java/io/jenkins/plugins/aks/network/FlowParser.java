package io.jenkins.plugins.aks.network;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes flows of the bytes of {@code flow.Flow}; the numbers are those of Cilium's published interface. */
final class FlowParser {
    private static final String[] PROTOCOLS = {"", "TCP", "UDP", "ICMPv4", "ICMPv6", "SCTP"};
    private static final String[] DIRECTIONS = {"", "INGRESS", "EGRESS"};

    private Instant time = Instant.EPOCH;
    private FlowVerdict verdict = FlowVerdict.UNKNOWN;
    private final End source = new End();
    private final End destination = new End();
    private String protocol = "";
    private int reason;
    private String direction = "";
    private String reply = "";
    private int type;
    private int subType;
    private int match;
    private final List<String> policies = new ArrayList<>();
    private String summary = "";
    private String node = "";

    /** What is gathered of one end. */
    private static final class End {
        private String namespace = "";
        private String pod = "";
        private final List<String> labels = new ArrayList<>();
        private long identity;
        private String ip = "";
        private int port;
        private String workload = "";
        private final List<String> names = new ArrayList<>();

        private void read(ProtoReader in) throws IOException {
            while (in.next()) {
                switch (in.field()) {
                    case 2 -> identity = in.number();
                    case 3 -> namespace = in.text();
                    case 4 -> labels.add(in.text());
                    case 5 -> pod = in.text();
                    case 6 -> workload = FlowParser.first(in.message());
                    default -> {}
                }
            }
        }

        private FlowEnd build() {
            return new FlowEnd(namespace, pod, labels, identity, ip, port, workload, names);
        }
    }

    static Flow parse(ProtoReader in) throws IOException {
        FlowParser parser = new FlowParser();
        while (in.next()) {
            parser.field(in);
        }
        return parser.build();
    }

    private void field(ProtoReader in) throws IOException {
        switch (in.field()) {
            case 1 -> time = in.time();
            case 2 -> verdict = FlowVerdict.of(in.number());
                // The newer field 25 says the same, and wins where both stand.
            case 3 -> reason = reason == 0 ? (int) in.number() : reason;
            case 5 -> addresses(in.message());
            case 6 -> ports(in.message());
            case 8 -> source.read(in.message());
            case 9 -> destination.read(in.message());
            case 11 -> node = in.text();
            case 13 -> source.names.add(in.text());
            case 14 -> destination.names.add(in.text());
            case 19 -> event(in.message());
            case 22 -> direction = in.number() < DIRECTIONS.length ? DIRECTIONS[(int) in.number()] : "";
            case 23 -> match = (int) in.number();
            case 25 -> reason = (int) in.number();
            case 26 -> reply(in.message());
            case 21_001, 21_002, 21_004, 21_005 -> policies.add(policy(in.message()));
            case 100_000 -> summary = in.text();
            default -> {}
        }
    }

    private void addresses(ProtoReader in) throws IOException {
        while (in.next()) {
            if (in.field() == 1) {
                source.ip = in.text();
            } else if (in.field() == 2) {
                destination.ip = in.text();
            }
        }
    }

    private void ports(ProtoReader in) throws IOException {
        while (in.next()) {
            protocol = in.field() < PROTOCOLS.length ? PROTOCOLS[in.field()] : "";
            ProtoReader layer = in.message();
            while (!protocol.startsWith("ICMP") && layer.next()) {
                if (layer.field() == 1) {
                    source.port = (int) layer.number();
                } else if (layer.field() == 2) {
                    destination.port = (int) layer.number();
                }
            }
        }
    }

    private void event(ProtoReader in) throws IOException {
        while (in.next()) {
            if (in.field() == 1) {
                type = (int) in.number();
            } else if (in.field() == 2) {
                subType = (int) in.number();
            }
        }
    }

    /** The value is left out where it is false. */
    private void reply(ProtoReader in) throws IOException {
        reply = "no";
        while (in.next()) {
            reply = in.field() == 1 && in.isTrue() ? "yes" : reply;
        }
    }

    private static String policy(ProtoReader in) throws IOException {
        String name = "";
        String namespace = "";
        while (in.next()) {
            if (in.field() == 1) {
                name = in.text();
            } else if (in.field() == 2) {
                namespace = in.text();
            }
        }
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    private static String first(ProtoReader in) throws IOException {
        String text = "";
        while (in.next()) {
            text = in.field() == 1 ? in.text() : text;
        }
        return text;
    }

    private Flow build() {
        return new Flow(
                time,
                verdict,
                source.build(),
                destination.build(),
                protocol,
                reason,
                direction,
                reply,
                new FlowEvent(type, subType, match),
                policies,
                summary,
                node);
    }
}
