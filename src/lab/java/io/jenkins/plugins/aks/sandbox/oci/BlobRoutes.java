package io.jenkins.plugins.aks.sandbox.oci;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** {@code /v2/{name}/blobs/…}: reading, uploads in one piece and in chunks, mounts. */
final class BlobRoutes {
    private static final int MOST = 256 << 20;
    private static final String BINARY = "application/octet-stream";
    private static final Duration SIGNED = Duration.ofMinutes(20);

    private final OciContent content;

    BlobRoutes(OciContent content) {
        this.content = content;
    }

    /** Reading leads to where the bytes are, as with Azure's registries. */
    OciAnswer blob(OciRequest request, String repository, String digest) {
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            throw new OciRefusal(400, "DIGEST_INVALID", "the digest '" + digest + "' is none");
        }
        return switch (request.method()) {
            case "HEAD" -> OciAnswer.of(
                            200, BINARY, content.blob(repository, digest).orElseThrow(BlobRoutes::unknown))
                    .with("Docker-Content-Digest", digest);
            case "GET" -> {
                if (!content.hasBlob(repository, digest)) {
                    throw unknown();
                }
                yield OciAnswer.empty(307)
                        .with("Docker-Content-Digest", digest)
                        .with("Location", content.storage().signed(content.file(digest), "r", SIGNED));
            }
            case "DELETE" -> {
                if (!content.removeBlob(repository, digest)) {
                    throw unknown();
                }
                yield OciAnswer.empty(202);
            }
            default -> throw new OciRefusal(405, "UNSUPPORTED", "The operation is unsupported.");
        };
    }

    private static OciRefusal unknown() {
        return new OciRefusal(404, "BLOB_UNKNOWN", "blob unknown to registry");
    }

    /** {@code POST /v2/{name}/blobs/uploads/}. */
    OciAnswer begin(OciRequest request, String repository) throws IOException {
        if (!request.is("POST")) {
            throw new OciRefusal(405, "UNSUPPORTED", "The operation is unsupported.");
        }
        Optional<String> mount = request.query("mount");
        Optional<String> from = request.query("from");
        if (mount.isPresent() && from.isPresent()) {
            Optional<byte[]> blob = content.blob(from.get(), mount.get());
            if (blob.isPresent()) {
                content.linkBlob(repository, mount.get(), blob.get().length);
                return created(repository, mount.get());
            }
        }
        Optional<String> digest = request.query("digest");
        if (digest.isPresent()) {
            return finished(repository, digest.get(), bytes(request));
        }
        String upload = UUID.randomUUID().toString();
        content.files().write(content.uploadFile(upload), new byte[0]);
        return progress(202, repository, upload, 0);
    }

    /** {@code /v2/{name}/blobs/uploads/{upload}}. */
    OciAnswer upload(OciRequest request, String repository, String upload) throws IOException {
        if (!upload.matches("[0-9a-f-]{36}") || !content.files().has(content.uploadFile(upload))) {
            throw new OciRefusal(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
        }
        String file = content.uploadFile(upload);
        byte[] before = content.files().read(file).orElseThrow();
        switch (request.method()) {
            case "GET" -> {
                return progress(204, repository, upload, before.length);
            }
            case "DELETE" -> {
                content.files().delete(file);
                return OciAnswer.empty(204);
            }
            case "PATCH" -> {
                requireNext(request, before.length);
                byte[] all = joined(before, bytes(request));
                content.files().write(file, all);
                return progress(202, repository, upload, all.length);
            }
            case "PUT" -> {
                String digest = request.query("digest")
                        .orElseThrow(() -> new OciRefusal(400, "DIGEST_INVALID", "the digest is missing"));
                OciAnswer answer = finished(repository, digest, joined(before, bytes(request)));
                content.files().delete(file);
                return answer;
            }
            default -> throw new OciRefusal(405, "UNSUPPORTED", "The operation is unsupported.");
        }
    }

    private static void requireNext(OciRequest request, int length) {
        String range = request.header("content-range").orElse(length + "-");
        if (!range.replaceFirst("^bytes ", "").startsWith(length + "-")) {
            throw new OciRefusal(416, "BLOB_UPLOAD_INVALID", "the chunk begins at " + range + ", not at " + length);
        }
    }

    private OciAnswer finished(String repository, String digest, byte[] bytes) {
        String found = OciContent.sha256(bytes);
        if (!found.equals(digest)) {
            throw new OciRefusal(
                    400, "DIGEST_INVALID", "provided digest did not match uploaded content: it is " + found);
        }
        content.addBlob(repository, bytes);
        return created(repository, digest);
    }

    private static OciAnswer created(String repository, String digest) {
        return OciAnswer.empty(201)
                .with("Location", "/v2/" + repository + "/blobs/" + digest)
                .with("Docker-Content-Digest", digest);
    }

    private static OciAnswer progress(int status, String repository, String upload, int length) {
        return OciAnswer.empty(status)
                .with("Location", "/v2/" + repository + "/blobs/uploads/" + upload + "?_nouploadcache=false")
                .with("Docker-Upload-UUID", upload)
                .with("Range", "0-" + Math.max(0, length - 1));
    }

    private static byte[] bytes(OciRequest request) throws IOException {
        return request.bytes(MOST, new OciRefusal(413, "SIZE_INVALID", "the blob has more than " + MOST + " bytes"));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
