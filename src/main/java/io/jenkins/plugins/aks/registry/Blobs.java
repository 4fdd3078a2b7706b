package io.jenkins.plugins.aks.registry;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.util.Map;

/** The blobs of one repository; in memory, so for small ones: configurations, signatures. */
public final class Blobs {
    private static final int SMALL = 1 << 20;

    private final String name;
    private final String repository;
    private final RegistryCalls calls;
    private final WriteGate gate;

    Blobs(String name, String repository, RegistryCalls calls, WriteGate gate) {
        this.name = name;
        this.repository = repository;
        this.calls = calls;
        this.gate = gate;
    }

    /**
     * @param most bytes
     * @throws OperationException for a missing one, a longer one, and one whose content is not what its digest says
     */
    public byte[] get(String digest, int most) throws OperationException, TransientException {
        RegistryResponse response = calls.download(path(digest), most, Scope.pull(repository));
        if (!response.ok()) {
            throw calls.refusal("GET " + subject(digest), response);
        }
        if (!Digests.isValid(digest) || !Digests.matches(digest, response.body())) {
            throw new OperationException("GET " + subject(digest) + ": the content is not what the digest says: found "
                    + Digests.sha256(response.body()) + ". The registry or a proxy between changed it.");
        }
        return response.body();
    }

    public boolean has(String digest) throws OperationException, TransientException {
        RegistryResponse response = calls.send("HEAD", path(digest), Map.of(), null, SMALL, Scope.pull(repository));
        if (response.status() == 404) {
            return false;
        }
        if (response.status() >= 400) {
            throw calls.refusal("HEAD " + subject(digest), response);
        }
        return true;
    }

    /** Uploads in one piece; sends nothing where the repository has the blob already. */
    public Descriptor put(String mediaType, byte[] bytes) throws OperationException, TransientException {
        String digest = Digests.sha256(bytes);
        if (!has(digest)) {
            gate.pass(new WriteGate.Write("PUT", subject(digest)));
            RegistryResponse begun = calls.send("POST", uploads(), Map.of(), null, SMALL, Scope.push(repository));
            if (!begun.ok()) {
                throw calls.refusal("POST " + name + " (upload of a blob)", begun);
            }
            String location = location(begun);
            RegistryResponse done = calls.send(
                    "PUT",
                    location + (location.contains("?") ? "&" : "?") + "digest=" + digest.replace(":", "%3A"),
                    Map.of("Content-Type", "application/octet-stream"),
                    bytes,
                    SMALL,
                    Scope.push(repository));
            if (!done.ok()) {
                throw calls.refusal("PUT " + subject(digest), done);
            }
        }
        return Descriptor.of(mediaType, digest, bytes.length);
    }

    /**
     * Takes a blob over from another repository of the registry.
     *
     * @return false where the registry wants it uploaded
     */
    public boolean mount(String digest, String from) throws OperationException, TransientException {
        gate.pass(new WriteGate.Write("PUT", subject(digest)));
        String query = "?mount=" + digest.replace(":", "%3A") + "&from=" + from.replace("/", "%2F");
        RegistryResponse response =
                calls.send("POST", uploads() + query, Map.of(), null, SMALL, Scope.push(repository));
        if (!response.ok()) {
            throw calls.refusal("POST " + subject(digest) + " (mount from " + from + ")", response);
        }
        return response.status() == 201;
    }

    private String location(RegistryResponse begun) throws OperationException {
        String location = begun.header("location")
                .orElseThrow(() -> new OperationException(
                        "POST " + name + " (upload of a blob): the registry did not say where to upload it"));
        return RegistryHttp.resolve(begun.url(), location);
    }

    private String uploads() {
        return "/v2/" + repository + "/blobs/uploads/";
    }

    private String path(String digest) {
        return "/v2/" + repository + "/blobs/" + digest;
    }

    private String subject(String digest) {
        return name + " blob " + digest;
    }
}
