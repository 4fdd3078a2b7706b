package io.jenkins.plugins.aks.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.util.logging.Level;
import java.util.logging.Logger;
import reactor.core.publisher.Mono;

/** One line for each request at level FINE: method, path, status, correlation id. No header, body or query. */
final class RequestLog implements HttpPipelinePolicy {
    private static final Logger LOGGER = Logger.getLogger(RequestLog.class.getName());
    private static final HttpHeaderName CORRELATION = HttpHeaderName.fromString("x-ms-correlation-request-id");

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        HttpRequest request = context.getHttpRequest();
        return next.process()
                .doOnNext(response -> note(request, response))
                .doOnError(failure -> note(request, failure));
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        HttpRequest request = context.getHttpRequest();
        try {
            HttpResponse response = next.processSync();
            note(request, response);
            return response;
        } catch (RuntimeException e) {
            note(request, e);
            throw e;
        }
    }

    private static void note(HttpRequest request, HttpResponse response) {
        LOGGER.log(
                Level.FINE,
                () -> name(request) + ": " + response.getStatusCode() + " "
                        + String.valueOf(response.getHeaderValue(CORRELATION)));
    }

    private static void note(HttpRequest request, Throwable failure) {
        LOGGER.log(Level.FINE, () -> name(request) + ": " + failure.getClass().getName());
    }

    private static String name(HttpRequest request) {
        return request.getHttpMethod() + " " + request.getUrl().getHost()
                + request.getUrl().getPath();
    }
}
