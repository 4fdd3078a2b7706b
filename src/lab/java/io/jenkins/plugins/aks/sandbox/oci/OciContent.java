package io.jenkins.plugins.aks.sandbox.oci;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.blobs.BlobFiles;
import io.jenkins.plugins.aks.sandbox.blobs.BlobStorage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one registry holds. Bytes are files named by their digest, which all repositories share; documents say which
 * repository has which blob ({@code blob/}), manifest ({@code manifest/}) and tag ({@code tag/}). A colon follows each
 * repository's name, since names of repositories have slashes.
 */
public final class OciContent {
    private final String prefix;
    private final Store store;
    private final BlobFiles files;
    private final BlobStorage storage;

    public OciContent(OciPlace place) {
        this.prefix = place.prefix();
        this.store = place.arm().sandbox().store();
        this.storage = new BlobStorage(place.arm().sandbox());
        this.files = storage.files();
    }

    BlobStorage storage() {
        return storage;
    }

    /** The name of a blob's file. */
    String file(String digest) {
        return prefix + digest.replace(':', '-');
    }

    String uploadFile(String upload) {
        return prefix + "uploads/" + upload;
    }

    BlobFiles files() {
        return files;
    }

    boolean hasBlob(String repository, String digest) {
        return store.get(key("blob", repository, digest)).isPresent();
    }

    Optional<byte[]> blob(String repository, String digest) {
        return hasBlob(repository, digest) ? files.read(file(digest)) : Optional.empty();
    }

    /** @return the digest */
    public String addBlob(String repository, byte[] bytes) {
        String digest = sha256(bytes);
        files.write(file(digest), bytes);
        linkBlob(repository, digest, bytes.length);
        return digest;
    }

    void linkBlob(String repository, String digest, long size) {
        store.put(key("blob", repository, digest), Json.object().put("size", size));
    }

    boolean removeBlob(String repository, String digest) {
        boolean there = hasBlob(repository, digest);
        store.delete(key("blob", repository, digest));
        return there;
    }

    /** Has {@code mediaType}, {@code size}, and what its referrers' list shows of it. */
    Optional<ObjectNode> manifest(String repository, String digest) {
        return store.get(key("manifest", repository, digest));
    }

    byte[] manifestBytes(String digest) {
        return files.read(file(digest)).orElseThrow();
    }

    /** @param facts media type, subject and so on */
    public String addManifest(String repository, byte[] bytes, ObjectNode facts) {
        String digest = sha256(bytes);
        files.write(file(digest), bytes);
        ObjectNode document = facts.deepCopy().put("digest", digest).put("size", bytes.length);
        store.put(key("manifest", repository, digest), document);
        return digest;
    }

    SortedMap<String, ObjectNode> manifests(String repository) {
        return store.under(prefix + "manifest/" + repository + ":");
    }

    /** With the tags that name it. */
    void removeManifest(String repository, String digest) {
        store.delete(key("manifest", repository, digest));
        for (String tag : tags(repository)) {
            if (tagged(repository, tag).orElse("").equals(digest)) {
                removeTag(repository, tag);
            }
        }
    }

    public void tag(String repository, String tag, String digest) {
        store.put(key("tag", repository, tag), Json.object().put("digest", digest));
    }

    boolean removeTag(String repository, String tag) {
        boolean there = tagged(repository, tag).isPresent();
        store.delete(key("tag", repository, tag));
        return there;
    }

    Optional<String> tagged(String repository, String tag) {
        return store.get(key("tag", repository, tag)).map(d -> d.path("digest").asText());
    }

    List<String> tags(String repository) {
        String all = prefix + "tag/" + repository + ":";
        return store.under(all).keySet().stream()
                .map(key -> key.substring(all.length()))
                .toList();
    }

    /** Those that have a manifest. */
    List<String> repositories() {
        String all = prefix + "manifest/";
        return store.under(all).keySet().stream()
                .map(key -> key.substring(all.length(), key.indexOf(':', all.length())))
                .distinct()
                .toList();
    }

    /** @param reference a tag or a digest */
    public boolean hasImage(String repository, String reference) {
        String digest = reference.contains(":")
                ? reference
                : tagged(repository, reference).orElse("");
        return manifest(repository, digest).isPresent();
    }

    boolean hasRepository(String repository) {
        return !manifests(repository).isEmpty();
    }

    private String key(String kind, String repository, String name) {
        return prefix + kind + "/" + repository + ":" + name;
    }

    public static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
