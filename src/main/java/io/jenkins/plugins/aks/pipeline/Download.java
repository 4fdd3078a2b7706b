package io.jenkins.plugins.aks.pipeline;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Fetches public texts, such as manifests, over HTTPS and through Jenkins' proxy. Never sends a credential. */
final class Download {
    private static final int LARGEST = 10 << 20;
    private static final int MOST_HOPS = 5;

    private final HttpClient client;

    Download(HttpClient client) {
        this.client = client;
    }

    String text(String url) throws OperationException, TransientException {
        String at = url;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            requireHttps(url, at);
            try (HttpResponse response = client.sendSync(new HttpRequest(HttpMethod.GET, at), Context.NONE)) {
                int status = response.getStatusCode();
                String location = response.getHeaderValue(HttpHeaderName.LOCATION);
                if (status >= 300 && status < 400 && location != null) {
                    at = URI.create(at).resolve(location).toString();
                } else {
                    return body(url, status, response);
                }
            } catch (OperationException | TransientException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new TransientException(url + " cannot be fetched: " + e.getMessage(), e);
            }
        }
        throw new OperationException(
                url + ": more than " + MOST_HOPS + " redirections. Give the address they lead to.");
    }

    private static void requireHttps(String url, String at) throws OperationException {
        if (!at.regionMatches(true, 0, "https://", 0, 8)) {
            throw new OperationException(url + (at.equals(url) ? " is" : " leads to " + at + ", which is")
                    + " no https address. What is" + " applied to a cluster must come over a verified connection.");
        }
    }

    private static String body(String url, int status, HttpResponse response)
            throws OperationException, TransientException {
        if (status == 429 || status >= 500) {
            throw new TransientException(url + " answered HTTP " + status, (Throwable) null);
        }
        if (status != 200) {
            throw new OperationException(
                    url + " answered HTTP " + status + ". Check the address, and that it needs no login.");
        }
        byte[] bytes = response.getBodyAsBinaryData().toBytes();
        if (bytes.length > LARGEST) {
            throw new OperationException(url + " has more than " + (LARGEST >> 20) + " MiB, which is not read.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
