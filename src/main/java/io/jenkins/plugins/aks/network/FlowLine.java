package io.jenkins.plugins.aks.network;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A flow in one line, as {@code hubble observe} prints it in its compact form; times are in UTC. */
final class FlowLine {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FlowLine() {}

    static String of(Flow flow) {
        boolean back = flow.reply().equals("yes");
        FlowEnd left = back ? flow.destination() : flow.source();
        FlowEnd right = back ? flow.source() : flow.destination();
        String arrow = back ? "<-" : flow.reply().isEmpty() ? "<>" : "->";
        String what = flow.summary().isEmpty() ? flow.protocol() : flow.summary();
        return TIME.format(flow.time()) + ": " + left.text() + " " + left.idText() + " " + arrow + " " + right.text()
                + " " + right.idText() + " " + type(flow) + " " + verdict(flow)
                + (what.isEmpty() ? "" : " (" + what + ")");
    }

    private static String type(Flow flow) {
        if (flow.event().isPolicyVerdict()) {
            return (flow.event().text() + " " + flow.direction()).strip();
        }
        return flow.event().isDrop()
                ? DropReasons.text(flow.dropReason())
                : flow.event().text();
    }

    private static String verdict(Flow flow) {
        if (!flow.event().isPolicyVerdict()) {
            return flow.verdict().name();
        }
        return flow.isDropped()
                ? "DENIED"
                : flow.verdict() == FlowVerdict.FORWARDED
                        ? "ALLOWED"
                        : flow.verdict().name();
    }
}
