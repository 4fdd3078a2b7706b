package io.jenkins.plugins.aks.network;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.Status;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.kubernetes.PortForward;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/** A port-forward to Hubble Relay with a stream of flows through it. */
final class RelayConnection implements AutoCloseable {
    private static final Set<Status.Code> BROKEN = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.UNKNOWN,
            Status.Code.INTERNAL,
            Status.Code.ABORTED,
            Status.Code.CANCELLED);
    private static final int DEEPEST = 20;

    private final PodContainer pod;
    private final PortForward forward;
    private final FlowStream stream;

    private RelayConnection(PodContainer pod, PortForward forward, FlowStream stream) {
        this.pod = pod;
        this.forward = forward;
        this.stream = stream;
    }

    static RelayConnection open(
            KubernetesClient client,
            Relay.Target target,
            SSLSocketFactory tls,
            byte[] request,
            long seconds,
            FlowTail tail)
            throws IOException {
        PortForward forward = PortForward.open(client, target.pod(), target.port());
        try {
            return new RelayConnection(
                    target.pod(),
                    forward,
                    FlowStream.open(forward.address(), Relay.SERVER_NAME, tls, request, seconds, tail));
        } catch (IOException | RuntimeException e) {
            forward.close();
            throw e;
        }
    }

    PodContainer pod() {
        return pod;
    }

    /**
     * How the stream ended.
     *
     * @return empty as long as it goes on; else why it broke, empty text where it came to its end
     * @throws OperationException where another attempt would end in the same way
     */
    Optional<String> ended() throws OperationException, TransientException {
        Optional<Status> ended = stream.ended();
        if (ended.isEmpty()) {
            return Optional.empty();
        }
        Status status = ended.get();
        if (status.isOk() || status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            return Optional.of("");
        }
        requireAllowed();
        requireTrusted(status);
        String said = said(status);
        if (!BROKEN.contains(status.getCode())) {
            throw new OperationException(
                    "Hubble Relay in pod " + pod.name() + " refused the request: " + said
                            + ". Check the step's filters; an older relay may not know one of them.",
                    Map.of("code", status.getCode().name()),
                    status.getCause());
        }
        return Optional.of(said);
    }

    private void requireAllowed() throws OperationException, TransientException {
        Throwable refusal = forward.refusal().orElse(null);
        if (refusal instanceof KubernetesClientException refused
                && refused.getCode() >= 400
                && refused.getCode() < 500) {
            OperationException plain = KubernetesErrors.of("port-forward to pod kube-system/" + pod.name(), refused);
            throw refused.getCode() != 403
                    ? plain
                    : new OperationException(
                            plain.getMessage()
                                    + " It takes the verb create on pods/portforward in namespace kube-system.",
                            plain.data(),
                            plain);
        }
    }

    private void requireTrusted(Status status) throws OperationException {
        Throwable cause = status.getCause();
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            boolean handshake = cause instanceof SSLException && !(cause.getCause() instanceof IOException);
            if (handshake || cause instanceof GeneralSecurityException) {
                throw new OperationException(
                        "Hubble Relay in pod " + pod.name() + ": the TLS handshake failed ("
                                + cause.getMessage() + "): its certificate must be valid, made out for "
                                + Relay.SERVER_NAME
                                + " and from the authority in Secret " + RelayKeys.SECRET
                                + ", and it must accept the client certificate there. Restart hubble-relay if the"
                                + " Secret was renewed: kubeRestart(kind: 'deployment', name: 'hubble-relay',"
                                + " namespace: 'kube-system').",
                        status.getCause());
            }
        }
    }

    private String said(Status status) {
        String description = status.getDescription() == null ? "" : " (" + status.getDescription() + ")";
        return status.getCode()
                + description
                + forward.trouble().map(trouble -> "; port-forward: " + trouble).orElse("");
    }

    @Override
    public void close() throws IOException {
        stream.close();
        forward.close();
    }
}
