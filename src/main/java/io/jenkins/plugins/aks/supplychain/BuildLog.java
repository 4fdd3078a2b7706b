package io.jenkins.plugins.aks.supplychain;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.jenkins.plugins.aks.operation.CappedBody;
import io.jenkins.plugins.aks.operation.ConnectionTrouble;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The log of a run: a blob that grows. It is read in pieces, whole lines at a time. */
final class BuildLog {
    /** Bytes of one piece. */
    static final int PIECE = 64 << 10;

    private static final String SUBJECT = "reading the build's log";

    private final HttpClient client;
    private final String url;

    /** @param url with its own right; goes to no log */
    BuildLog(HttpClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /**
     * @param text whole lines; empty where there is nothing new
     * @param next where the next piece begins
     */
    record Piece(String text, long next) {}

    /**
     * @param from the offset where the piece begins
     * @param ended whether nothing will follow: the last line may then lack its end
     */
    Piece read(long from, boolean ended) throws OperationException, TransientException {
        HttpRequest request = new HttpRequest(HttpMethod.GET, url);
        request.setHeader(HttpHeaderName.fromString("x-ms-range"), "bytes=" + from + "-" + (from + PIECE - 1));
        try (HttpResponse response = client.sendSync(request, Context.NONE)) {
            int status = response.getStatusCode();
            if (status == 416 || status == 404) {
                return new Piece("", from);
            }
            if (status != 206 && status != 200) {
                throw new TransientException(SUBJECT + ": HTTP " + status, (Throwable) null);
            }
            CappedBody body = new CappedBody(PIECE);
            response.writeBodyTo(body);
            return piece(body.bytes(), from, ended);
        } catch (IOException e) {
            throw new TransientException(SUBJECT + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw ConnectionTrouble.of(SUBJECT, e);
        }
    }

    private static Piece piece(byte[] bytes, long from, boolean ended) {
        int end = bytes.length;
        if (!ended || bytes.length == PIECE) {
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            if (end == 0 && bytes.length == PIECE) {
                end = PIECE;
            }
        }
        return new Piece(new String(bytes, 0, end, StandardCharsets.UTF_8), from + end);
    }
}
