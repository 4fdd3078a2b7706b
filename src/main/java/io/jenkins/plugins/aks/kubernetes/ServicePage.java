package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A page of a Service, fetched through the API server's own proxy; no thread waits for it. */
public final class ServicePage {
    private static final String ANY = "text/html, */*";
    private static final int OWN_FAULT = 500;

    private final ApiCall.Pending call;

    private ServicePage(ApiCall.Pending call) {
        this.call = call;
    }

    /**
     * What came back.
     *
     * @param status of the page, or of the API server where it did not reach one
     * @param text the page, or what the API server says
     */
    public record Answer(int status, String text) {}

    /** @param path of the page, without a leading slash */
    public static ServicePage ask(KubernetesClient client, String namespace, String service, int port, String path) {
        String proxy = "api/v1/namespaces/" + ApiResource.segment(namespace) + "/services/"
                + ApiResource.segment(service) + ":" + port + "/proxy/" + path;
        return new ServicePage(new ApiCall(client).get(proxy, ANY));
    }

    /** For people, e.g. {@code GET api/v1/namespaces/…/services/web:80/proxy/}. */
    public String subject() {
        return call.subject();
    }

    /**
     * @return empty while nothing came back
     * @throws OperationException where the API server does not let the caller through, or has no such Service
     */
    public Optional<Answer> look() throws OperationException, TransientException {
        if (!call.answer().isDone()) {
            return Optional.empty();
        }
        return Optional.of(KubernetesErrors.call(call.subject(), this::answer));
    }

    private Answer answer() throws TransientException {
        try {
            HttpResponse<byte[]> answer = ApiCall.answer(call);
            Status refusal = ApiCall.status(answer.body());
            boolean ofServer = !answer.isSuccessful() && refusal.getMessage() != null;
            if (!ofServer) {
                return new Answer(answer.code(), new String(answer.body(), StandardCharsets.UTF_8));
            }
            if (answer.code() >= OWN_FAULT) {
                return new Answer(answer.code(), refusal.getMessage());
            }
            throw new KubernetesClientException(refusal.getMessage(), answer.code(), refusal);
        } catch (IOException silent) {
            throw new TransientException(silent.getMessage(), silent);
        }
    }

    public void close() {
        call.answer().cancel(true);
    }
}
