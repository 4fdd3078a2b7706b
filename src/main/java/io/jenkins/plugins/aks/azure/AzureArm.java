package io.jenkins.plugins.aks.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@link Arm} over a pipeline of azure-core. Writes pass the gate first; actions that only read (named {@code list…},
 * {@code check…}, {@code validate}, {@code whatIf}, although they are POSTs) do not.
 */
public final class AzureArm implements Arm {
    private static final int NOT_FOUND = 404;
    private static final int MOST_PAGES = 1000;

    /** A 404 with one of these says that the question was wrong, not that the resource does not exist. */
    private static final Set<String> NOT_ABOUT_THE_RESOURCE =
            Set.of("SubscriptionNotFound", "InvalidSubscriptionId", "InvalidResourceType", "InvalidResourceNamespace");

    private final ArmUrls urls;
    private final ArmHttp http;
    private final WriteGate gate;
    private final Clock clock;

    /**
     * @param base e.g. {@code https://management.azure.com}, without a slash at its end
     * @param pipeline authenticates; has no policy that retries, sleeps or registers providers
     */
    public AzureArm(String base, HttpPipeline pipeline, WriteGate gate, Clock clock) {
        this.urls = new ArmUrls(base);
        this.http = new ArmHttp(pipeline);
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public ArmResponse get(String path, String apiVersion) throws OperationException, TransientException {
        return checked("GET", path, read(path, apiVersion));
    }

    @Override
    public Optional<ArmResponse> find(String path, String apiVersion) throws OperationException, TransientException {
        ArmResponse response = read(path, apiVersion);
        return isAbsent(response) ? Optional.empty() : Optional.of(checked("GET", path, response));
    }

    @Override
    public List<JsonNode> list(String path, String apiVersion) throws OperationException, TransientException {
        List<JsonNode> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String next = urls.of(path, apiVersion);
        while (!next.isEmpty()) {
            if (!seen.add(next) || seen.size() > MOST_PAGES) {
                throw new OperationException("the list " + ArmUrls.pathOf(path) + " does not end: page " + seen.size()
                        + " leads to a page that was read already. Report this to the service's support.");
            }
            ArmResponse page = checked("GET", path, http.send(HttpMethod.GET, next, null, Map.of()));
            page.body().path("value").forEach(items::add);
            String link = page.body().path("nextLink").asText("");
            next = link.isEmpty() || link.equals("null") ? "" : urls.own(link);
        }
        return items;
    }

    @Override
    public ArmResponse put(String path, String apiVersion, JsonNode body, Map<String, String> headers)
            throws OperationException, TransientException {
        return write(HttpMethod.PUT, path, apiVersion, body, headers);
    }

    @Override
    public ArmResponse patch(String path, String apiVersion, JsonNode body)
            throws OperationException, TransientException {
        return write(HttpMethod.PATCH, path, apiVersion, body, Map.of());
    }

    @Override
    public ArmResponse post(String path, String apiVersion, JsonNode body)
            throws OperationException, TransientException {
        if (onlyReads(path)) {
            String url = urls.of(path, apiVersion);
            return checked("POST", path, http.send(HttpMethod.POST, url, body, Map.of()));
        }
        return write(HttpMethod.POST, path, apiVersion, body, Map.of());
    }

    @Override
    public ArmResponse delete(String path, String apiVersion) throws OperationException, TransientException {
        String url = urls.of(path, apiVersion);
        gate.pass(new WriteGate.Write("DELETE", ArmUrls.pathOf(path)));
        ArmResponse response = http.send(HttpMethod.DELETE, url, null, Map.of());
        return isAbsent(response)
                ? new ArmResponse(204, response.headers(), Json.MAPPER.createObjectNode())
                : checked("DELETE", path, response);
    }

    @Override
    public ArmResponse follow(String url) throws OperationException, TransientException {
        return checked("GET", url, http.send(HttpMethod.GET, urls.own(url), null, Map.of()));
    }

    private ArmResponse read(String path, String apiVersion) throws OperationException, TransientException {
        return http.send(HttpMethod.GET, urls.of(path, apiVersion), null, Map.of());
    }

    private ArmResponse write(
            HttpMethod method, String path, String apiVersion, JsonNode body, Map<String, String> headers)
            throws OperationException, TransientException {
        String url = urls.of(path, apiVersion);
        gate.pass(new WriteGate.Write(method.toString(), ArmUrls.pathOf(path)));
        return checked(method.toString(), path, http.send(method, url, body, headers));
    }

    private ArmResponse checked(String verb, String path, ArmResponse response)
            throws OperationException, TransientException {
        if (response.status() >= 200 && response.status() < 300) {
            return response;
        }
        throw ArmErrors.refusal(verb, ArmUrls.pathOf(path), response, clock);
    }

    private static boolean isAbsent(ArmResponse response) {
        return response.status() == NOT_FOUND
                && !NOT_ABOUT_THE_RESOURCE.contains(
                        ServiceError.of(response.body(), "", "").code());
    }

    private static boolean onlyReads(String path) {
        String plain = ArmUrls.pathOf(path);
        String action = plain.substring(plain.lastIndexOf('/') + 1);
        return action.startsWith("list")
                || action.startsWith("check")
                || action.equals("validate")
                || action.equals("whatIf");
    }
}
