package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Turns what fabric8 throws into what an operation throws. */
public final class KubernetesErrors {
    private static final int DEEPEST = 20;

    private KubernetesErrors() {}

    /** @param subject what is being done to what, e.g. {@code "apply Deployment pets/order-service"} */
    public static <T> T call(String subject, Callable<T> request) throws OperationException, TransientException {
        try {
            return request.call();
        } catch (KubernetesClientException e) {
            throw of(subject, e);
        } catch (OperationException | TransientException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new OperationException(subject + ": " + e.getMessage(), e);
        }
    }

    /**
     * @return the final failure, for the caller to throw
     * @throws TransientException where trying again may help: 408, 429, 5xx, a broken connection
     */
    public static OperationException of(String subject, KubernetesClientException failure) throws TransientException {
        OperationException refused = find(OperationException.class, failure);
        if (refused != null) {
            return refused;
        }
        TransientException passing = find(TransientException.class, failure);
        if (passing != null) {
            throw passing;
        }
        int code = failure.getCode();
        if (code == 429) {
            throw new TransientException("throttled: " + subject + ": " + said(failure), wait(failure), false, failure);
        }
        if (code == 408 || code >= 500) {
            throw new TransientException(
                    subject + ": HTTP " + code + ": " + said(failure), wait(failure), false, failure);
        }
        // Without an answer fabric8 gives -1.
        return code <= 0 ? connection(subject, failure) : refused(subject, code, failure);
    }

    private static OperationException connection(String subject, KubernetesClientException failure)
            throws TransientException {
        if (find(SSLHandshakeException.class, failure) != null
                || find(SSLPeerUnverifiedException.class, failure) != null) {
            return new OperationException(
                    subject + ": the API server's TLS certificate is not trusted: " + root(failure)
                            + ". Read the cluster's credentials again, or check what stands between.",
                    failure);
        }
        boolean passing = find(IOException.class, failure) != null
                || find(TimeoutException.class, failure) != null
                || find(InterruptedException.class, failure) != null;
        if (passing) {
            throw new TransientException(subject + ": connection failed: " + root(failure), failure);
        }
        return new OperationException(subject + ": " + failure.getMessage(), failure);
    }

    private static OperationException refused(String subject, int code, KubernetesClientException failure) {
        Map<String, String> data = new TreeMap<>();
        data.put("status", Integer.toString(code));
        Status status = failure.getStatus();
        if (status != null && status.getReason() != null) {
            data.put("code", status.getReason());
        }
        String message =
                subject + " was refused with HTTP " + code + ": " + said(failure) + ". " + advice(code, said(failure));
        return new OperationException(message, data, failure);
    }

    private static String advice(int code, String said) {
        if (code == 403 && said.contains("exceeded quota")) {
            return "Delete what is not needed in the namespace, or have its ResourceQuota raised.";
        }
        return switch (code) {
            case 401 -> "The credential was not accepted: read the cluster's credentials again, or check that the Entra"
                    + " identity may use this cluster.";
            case 403 -> "Give the identity a Kubernetes role (or an Azure role such as Azure Kubernetes Service RBAC"
                    + " Writer) that allows the verb and resource that the message names.";
            case 404 -> "Check name and namespace; for a custom resource, that its definition is installed.";
            case 405, 415 -> "The API server does not support this request for this kind.";
            case 409 -> "Another client changed the object or owns the field: run the step again.";
            case 413 -> "The object is too large for the API server.";
            case 400, 422 -> "Correct the field that the message names.";
            default -> "Look at the object with kubeGet.";
        };
    }

    private static Duration wait(KubernetesClientException failure) {
        Status status = failure.getStatus();
        Integer seconds = status == null || status.getDetails() == null
                ? null
                : status.getDetails().getRetryAfterSeconds();
        return seconds == null || seconds <= 0 ? null : Duration.ofSeconds(seconds);
    }

    private static String said(KubernetesClientException failure) {
        Status status = failure.getStatus();
        return status != null && status.getMessage() != null
                ? status.getMessage()
                : String.valueOf(failure.getMessage());
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }

    private static <T extends Throwable> T find(Class<T> type, Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
