package io.jenkins.plugins.aks.supplychain;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import io.jenkins.plugins.aks.operation.ConnectionTrouble;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.Workspace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Packs a context and puts it where the registry's tasks take it from. It runs on a thread of its own, never on the
 * engine's. The archive is a file of the controller meanwhile, since the length of a blob must be said first.
 *
 * @param most bytes of the archive
 */
record ContextUpload(BuildSource.Packed source, String dockerfile, long most) {
    private static final HttpHeaderName BLOB_TYPE = HttpHeaderName.fromString("x-ms-blob-type");
    private static final long MEBI = 1 << 20;

    /** @param bytes of the archive */
    record Sent(int files, long bytes) {}

    /** @param url with its own right to write; goes to no log */
    Sent run(Workspace workspace, HttpClient client, String url)
            throws OperationException, TransientException, IOException {
        Path file = Files.createTempFile("aks-build-context", ".tar.gz");
        try {
            Sent sent = pack(workspace, file);
            put(client, url, file);
            return sent;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Sent pack(Workspace workspace, Path file) throws OperationException, TransientException, IOException {
        int files;
        try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file));
                CappedFile capped = new CappedFile(raw, most)) {
            try (GZIPOutputStream zip = new GZIPOutputStream(capped)) {
                files = source.write(workspace, dockerfile, zip);
            } catch (IOException | TransientException e) {
                if (capped.isTooLong()) {
                    throw new InvalidParameterException(
                            "context",
                            source instanceof BuildSource.Folder folder ? folder.path() : "Dockerfile",
                            "a folder that is at most " + most / MEBI + " MiB when packed",
                            "Keep out with a .dockerignore file what the build does not need, or build from Git.");
                }
                throw e;
            }
        }
        return new Sent(files, Files.size(file));
    }

    private static void put(HttpClient client, String url, Path file) throws OperationException, TransientException {
        String subject = "upload of the build's context";
        HttpRequest request = new HttpRequest(HttpMethod.PUT, url);
        request.setHeader(BLOB_TYPE, "BlockBlob");
        request.setBody(BinaryData.fromFile(file));
        try {
            request.setHeader(HttpHeaderName.CONTENT_LENGTH, Long.toString(Files.size(file)));
            try (HttpResponse response = client.sendSync(request, Context.NONE)) {
                int status = response.getStatusCode();
                if (status >= 500 || status == 429 || status == 408) {
                    throw new TransientException(subject + ": HTTP " + status, (Throwable) null);
                }
                if (status != 201) {
                    throw new OperationException(subject + ": HTTP " + status + " "
                            + response.getHeaderValue(HttpHeaderName.fromString("x-ms-error-code"))
                            + ". Check that the controller reaches the registry's storage account.");
                }
            }
        } catch (IOException e) {
            throw new TransientException(subject + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw ConnectionTrouble.of(subject, e);
        }
    }
}
