package io.jenkins.plugins.aks.network;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.check.CheckReport;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads flows from Hubble Relay (W038-W043). Reading changes nothing, so after a restart it begins again, with the same
 * moments of begin and end.
 */
final class HubbleObserve implements Operation<AksSession> {
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration LOOK_FOR_PODS = Duration.ofSeconds(3);
    private static final Duration CONNECT_AGAIN = Duration.ofSeconds(2);
    /** For an answer that does not follow: more than ten thousand flows take. */
    private static final long ANSWER_SECONDS = 120;

    private static final long LONGEST_STREAM = 86_400;
    private static final int MOST_BREAKS = 5;
    private static final int SHOWN_LINES = 100;
    private static final String FROM = "from";

    private final String clusterId;
    private final FlowQuery query;
    private final ObserveOptions options;

    private FlowTail tail;
    private RelayConnection connection;
    private Instant from;
    private int breaks;
    private int shown;

    HubbleObserve(String clusterId, FlowQuery query, ObserveOptions options) {
        this.clusterId = clusterId;
        this.query = query;
        this.options = options;
        this.tail = new FlowTail(query.last(), options.expectations());
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (from == null) {
            from = begun(session, journal);
        }
        if (connection == null) {
            return connect(session);
        }
        try {
            return look(session);
        } catch (OperationException | TransientException e) {
            close();
            throw e;
        }
    }

    private Turn look(AksSession session) throws OperationException, TransientException, IOException {
        show(session);
        boolean over = options.follow().isPresent()
                && !session.clock()
                        .instant()
                        .isBefore(from.plus(options.follow().get()));
        if (over || !options.expectations().isEmpty() && tail.isSettled()) {
            return settle(session);
        }
        Optional<String> ended = connection.ended();
        if (ended.isEmpty()) {
            return Turn.again(SOON, tail.seen() + " flows read from Hubble");
        }
        show(session);
        if (ended.get().isEmpty()) {
            return options.follow().isPresent() ? again(session, "the stream ended") : settle(session);
        }
        return again(session, ended.get());
    }

    /** When this step began, which counts for {@code since} and {@code follow} after a restart too. */
    private static Instant begun(AksSession session, Journal journal) throws IOException {
        Optional<Instant> before = journal.instant(FROM);
        if (before.isPresent()) {
            return before.get();
        }
        Instant now = session.clock().instant();
        journal.put(FROM, now.toString());
        journal.save();
        return now;
    }

    private Turn connect(AksSession session) throws OperationException, TransientException, IOException {
        KubernetesClient client = session.kubernetes(clusterId);
        Relay relay = new Relay(client);
        Optional<Relay.Target> target = relay.find();
        if (target.isEmpty()) {
            return Turn.again(LOOK_FOR_PODS, relay.waitingFor());
        }
        // A stream that broke goes on after its newest flow; one that only answers is asked anew.
        Optional<Instant> goOn = tail.newestTime().map(time -> time.plusNanos(1));
        Optional<Instant> since = goOn.isPresent() ? goOn : options.since().map(from::minus);
        boolean follow = options.follow().isPresent();
        connection = RelayConnection.open(
                client,
                target.get(),
                relay.tls(session.clock().instant()),
                query.request(since, follow),
                follow ? LONGEST_STREAM : ANSWER_SECONDS,
                tail);
        return Turn.again(
                SOON, "flows of Hubble Relay in pod " + target.get().pod().name());
    }

    private Turn again(AksSession session, String why) throws OperationException, TransientException, IOException {
        String news = new Relay(session.kubernetes(clusterId)).news(connection.pod());
        String broke = "the connection to Hubble Relay broke: " + why + "; " + news;
        close();
        breaks++;
        if (breaks > MOST_BREAKS) {
            throw new OperationException(broke + ". It broke " + breaks
                    + " times, so it is given up. Look at the relay with kubeLogs(selector: 'k8s-app=hubble-relay',"
                    + " namespace: 'kube-system', previous: true) and kubeGet(kind: 'pods', namespace: 'kube-system',"
                    + " selector: 'k8s-app=hubble-relay', describe: true).");
        }
        if (options.follow().isEmpty()) {
            tail = new FlowTail(query.last(), options.expectations());
        }
        session.log().line(broke + "; connecting again");
        return Turn.again(CONNECT_AGAIN, "Hubble Relay, after " + news);
    }

    private void show(AksSession session) {
        for (Flow flow : tail.takeUnread()) {
            if (shown < SHOWN_LINES) {
                session.log().line(FlowLine.of(flow));
            } else if (shown == SHOWN_LINES) {
                session.log().line("more flows come; the newest " + query.last() + " are in the step's result");
            }
            shown++;
        }
    }

    private Turn settle(AksSession session) throws OperationException, TransientException, IOException {
        String pod = connection.pod().name();
        close();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("flows", tail.newest().stream().map(Flow::asMap).toList());
        result.put("seen", tail.seen());
        result.put("verdicts", tail.verdicts());
        result.put("lost", tail.lost());
        result.put("relay", pod);
        result.put("drops", drops(session));
        incomplete(session);
        session.log().line(tail.seen() + " flows seen: " + tail.verdicts());
        result.put("checks", checks(session));
        return Turn.done(result);
    }

    private void incomplete(AksSession session) {
        tail.nodes().forEach((nodes, message) -> session.log()
                .line("WARNING: Hubble Relay has no flows of " + nodes + ": " + message));
        if (tail.skipped() > 0) {
            session.log().line(tail.skipped() + " flows are counted and not shown: more came at once than are kept");
        }
        if (tail.lost() > 0) {
            session.log().line("WARNING: Hubble left out " + tail.lost() + " flows, because its buffers were full");
        }
    }

    private List<Map<String, Object>> drops(AksSession session) throws OperationException, TransientException {
        List<Map<String, Object>> drops = new ArrayList<>();
        if (options.explain() && !tail.drops().isEmpty()) {
            DropExplanations explanations =
                    new DropExplanations(new ClusterPolicies(new ApiReader(session.kubernetes(clusterId))));
            for (FlowTail.Drop drop : tail.drops()) {
                Map<String, Object> explained = explanations.of(drop);
                session.log().line((String) explained.get("explanation"));
                drops.add(explained);
            }
        }
        return drops;
    }

    private Map<String, Object> checks(AksSession session) throws OperationException, TransientException {
        if (options.expectations().isEmpty()) {
            return Map.of();
        }
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < options.expectations().size(); i++) {
            results.add(options.expectations().get(i).judge(tail.matched(i)));
        }
        return options.end()
                .settle(
                        new CheckReport(options.title(), results),
                        session.clock().instant(),
                        session.log(),
                        (path, text) -> session.workspace().write("junit", path, text),
                        session::unstable);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        close();
        return Operation.left("the flows are no longer read; that changes nothing");
    }

    private void close() throws IOException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
