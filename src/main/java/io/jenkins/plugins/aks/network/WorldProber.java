package io.jenkins.plugins.aks.network;

import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.ProbeTarget;
import io.jenkins.plugins.aks.check.Prober;
import io.jenkins.plugins.aks.check.Seen;
import io.jenkins.plugins.aks.check.Seen.Outcome;
import io.jenkins.plugins.aks.kubernetes.PodProber;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Probes from outside of the cluster, which is where Jenkins runs; a Service is reached at its external address. */
final class WorldProber implements Prober {
    private static final String WHERE = "Jenkins";
    /** What a proxy says when it got no answer itself. */
    private static final int GATEWAY_TIMEOUT = 504;
    /** Answers that a proxy or a policy gives in place of the host. */
    private static final Set<Integer> OF_OTHERS = Set.of(403, 407, 429, 502, 503);

    private final AksSession session;
    private final PodProber services;
    private final Duration limit;

    WorldProber(AksSession session, PodProber services, int seconds) {
        this.session = session;
        this.services = services;
        this.limit = Duration.ofSeconds(seconds);
    }

    @Override
    public Probe start(Connection connection) throws OperationException, TransientException {
        if (services.isInside(connection)) {
            return inside(connection.to().host());
        }
        Instant began = session.clock().instant();
        CompletableFuture<Integer> answer = session.ask(url(connection), limit);
        return new Probe() {
            @Override
            public Optional<Seen> look() {
                return answer.isDone()
                        ? Optional.of(seen(
                                answer, Duration.between(began, session.clock().instant())))
                        : Optional.empty();
            }

            @Override
            public void close() {
                answer.cancel(true);
            }
        };
    }

    private static Probe inside(String service) {
        String said = "Service " + service + " has the type ClusterIP, so nobody outside of the cluster is offered it";
        return new Probe() {
            @Override
            public Optional<Seen> look() {
                return Optional.of(Seen.of(Outcome.NOT_EXPOSED, said, Duration.ZERO, WHERE));
            }

            @Override
            public void close() {
                // Nothing was sent.
            }
        };
    }

    private String url(Connection connection) throws OperationException, TransientException {
        ProbeTarget target = connection.to();
        if (target.kind() == ProbeTarget.Kind.DNS) {
            throw new InvalidParameterException(
                    "matrix, to", target.text(), "host:port or an address, from world", "Look names up from a pod.");
        }
        String external = services.external(connection);
        String host = external.isEmpty() ? target.host() : external;
        if (!host.contains(".")) {
            throw new TransientException("Service " + host + " has no external address yet", null);
        }
        return target.kind() == ProbeTarget.Kind.HTTP
                ? target.text().replaceFirst("//" + target.host(), "//" + host)
                : "http://" + host + ":" + target.port() + "/";
    }

    private static Seen seen(CompletableFuture<Integer> answer, Duration took) {
        try {
            int status = answer.join();
            Outcome outcome = status == GATEWAY_TIMEOUT
                    ? Outcome.TIMED_OUT
                    : OF_OTHERS.contains(status) ? Outcome.UNCLEAR : Outcome.OPEN;
            return Seen.of(outcome, "HTTP " + status, took, WHERE);
        } catch (CompletionException | java.util.concurrent.CancellationException e) {
            Throwable cause = e;
            while (cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
            return Seen.of(outcome(cause), String.valueOf(cause.getMessage()), took, WHERE);
        }
    }

    private static Outcome outcome(Throwable cause) {
        if (cause instanceof TimeoutException
                || cause instanceof HttpTimeoutException
                || cause instanceof SocketTimeoutException) {
            return Outcome.TIMED_OUT;
        }
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return Outcome.NO_NAME;
        }
        if (cause instanceof ConnectException) {
            return Outcome.REFUSED;
        }
        // Who speaks TLS at all has been reached.
        return cause instanceof SSLException ? Outcome.OPEN : Outcome.UNCLEAR;
    }
}
