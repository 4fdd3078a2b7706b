package io.jenkins.plugins.aks.azure;

import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.jenkins.plugins.aks.operation.RetryAfter;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Ends a login at once where Entra throttles or is in trouble. The login library would retry after a sleep, and its
 * exception tells neither the status nor how long to wait.
 */
final class EntraTrouble implements HttpPipelinePolicy {
    private final Clock clock;

    EntraTrouble(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return next.process().map(this::checked);
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        return checked(next.processSync());
    }

    private HttpResponse checked(HttpResponse response) {
        int status = response.getStatusCode();
        if (status != 429 && status != 408 && status < 500) {
            return response;
        }
        Map<String, String> headers = new HashMap<>();
        for (HttpHeader header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        response.close();
        throw new LoginFailure(new TransientException(
                "Entra answered HTTP " + status, RetryAfter.of(headers, clock).orElse(null), false, null));
    }
}
