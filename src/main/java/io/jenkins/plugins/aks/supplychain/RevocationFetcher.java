package io.jenkins.plugins.aks.supplychain;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import io.jenkins.plugins.aks.notation.Fetcher;
import io.jenkins.plugins.aks.operation.CappedBody;
import java.io.IOException;

/** Asks OCSP responders and reads revocation lists, through Jenkins' proxy; follows no redirection. */
final class RevocationFetcher implements Fetcher {
    /** By this name azure-core's transports know the time that one answer may take. */
    private static final String TIMEOUT = "azure-response-timeout";

    private final HttpClient client;

    RevocationFetcher(HttpClient client) {
        this.client = client;
    }

    @Override
    public byte[] fetch(Request request) throws IOException {
        HttpRequest http =
                new HttpRequest(request.body().isPresent() ? HttpMethod.POST : HttpMethod.GET, request.url());
        if (request.body().isPresent()) {
            http.setHeader(HttpHeaderName.CONTENT_TYPE, "application/ocsp-request");
            http.setBody(BinaryData.fromBytes(request.body().get()));
        }
        CappedBody body = new CappedBody(request.limit());
        try (HttpResponse response = client.sendSync(http, new Context(TIMEOUT, request.timeout()))) {
            if (response.getStatusCode() != 200) {
                throw new IOException(request.url() + " answered HTTP " + response.getStatusCode());
            }
            response.writeBodyTo(body);
            return body.bytes();
        } catch (RuntimeException e) {
            throw new IOException(request.url() + " does not answer: " + e.getMessage(), e);
        }
    }
}
