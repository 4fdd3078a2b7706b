package io.jenkins.plugins.aks.sandbox.blobs;

import io.jenkins.plugins.aks.sandbox.Sandbox;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Azure Storage as other services use it: blobs behind URLs that carry their own right (a shared access signature). A blob
 * is a file; an append blob's metadata is a document {@code blob-meta/{name}}.
 */
public final class BlobStorage {
    static final String MOUNT = "/blobs";

    private final Sandbox sandbox;

    public BlobStorage(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    public BlobFiles files() {
        return new BlobFiles(sandbox.settings().stateDir());
    }

    /**
     * @param rights {@code r} to read, {@code cw} to create and write
     * @return a URL that is good for the time
     */
    public String signed(String name, String rights, Duration time) {
        String until =
                sandbox.clock().now().plus(time).truncatedTo(ChronoUnit.SECONDS).toString();
        return sandbox.url() + MOUNT + "/" + name + "?sv=2024-11-04&sr=b&sp=" + rights + "&se="
                + URLEncoder.encode(until, StandardCharsets.UTF_8) + "&sig=" + signature(name, rights, until);
    }

    boolean isGood(String name, String rights, String until, String signature) {
        return signature.equals(signature(name, rights, until))
                && Instant.parse(until).isAfter(sandbox.clock().now());
    }

    private String signature(String name, String rights, String until) {
        return sandbox.ids().hex("blob " + sandbox.credentials().clientSecret() + name + rights + until, 64);
    }

    /** What tells readers of an append blob that nothing will follow. */
    public void complete(String name) {
        sandbox.store()
                .put(
                        "blob-meta/" + name,
                        io.jenkins.plugins.aks.sandbox.Json.object().put("Complete", "successful"));
    }
}
