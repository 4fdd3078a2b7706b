package io.jenkins.plugins.aks.sandbox.acrtasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.blobs.BlobStorage;
import io.jenkins.plugins.aks.sandbox.oci.OciContent;
import io.jenkins.plugins.aks.sandbox.oci.OciPlace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A build as far as it can be told without a container engine: the Dockerfile is parsed, what it copies must be in the
 * context, and the image's content follows from both. Commands are not run; those that are a plain failure fail.
 */
final class DockerBuild {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final Pattern EXITS = Pattern.compile("(?:.*[;&]\\s*)?exit ([1-9]\\d{0,2})");

    private final OciPlace place;
    private final BuildRequest request;
    private final String runId;
    private final List<String> log;
    private final ArrayNode outputs = Json.array();

    /** @param log the lines of the build's log; this adds to it */
    DockerBuild(OciPlace place, BuildRequest request, String runId, List<String> log) {
        this.place = place;
        this.request = request;
        this.runId = runId;
        this.log = log;
    }

    /**
     * @return the images that were pushed
     * @throws BuildFailure with the last line of the log
     */
    ArrayNode run() {
        log.add("Downloading source code...");
        Map<String, byte[]> context = context();
        log.add("Finished downloading source code");
        log.add("Logging in to registry: " + place.host());
        log.add("Successfully logged into " + place.host());
        log.add("Executing step ID: build. Timeout(sec): 28800, Working directory: '', Network: ''");
        log.add("Launching container with name: build");
        log.add("Sending build context to Docker daemon  " + size(context) + "kB");
        byte[] file = context.get(request.dockerfile());
        if (file == null) {
            throw new BuildFailure("unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat "
                    + request.dockerfile() + ": no such file or directory");
        }
        Dockerfile dockerfile = Dockerfile.parse(new String(file, StandardCharsets.UTF_8));
        steps(dockerfile, context);
        push(dockerfile, context);
        return outputs;
    }

    private Map<String, byte[]> context() {
        String source = request.source();
        if (!source.contains("://")) {
            return ContextArchive.read(new BlobStorage(place.arm().sandbox())
                    .files()
                    .read(source.isEmpty() ? "none" : source)
                    .orElseThrow(
                            () -> new BuildFailure("failed to download context: blob '" + source + "' not found")));
        }
        String[] parts = source.split("#", 2);
        JsonNode repository = place.arm().data().get("registries").path("git").path(parts[0]);
        if (repository.isMissingNode()) {
            throw new BuildFailure("failed to download context: fatal: repository '" + parts[0] + "/' not found");
        }
        String branch = parts.length == 2 ? parts[1].replaceFirst(":.*", "") : "main";
        String folder = parts.length == 2 && parts[1].contains(":") ? parts[1].replaceFirst("[^:]*:", "") + "/" : "";
        JsonNode tree = repository.path(branch);
        if (tree.isMissingNode()) {
            throw new BuildFailure("failed to download context: fatal: couldn't find remote ref " + branch);
        }
        Map<String, byte[]> files = new TreeMap<>();
        tree.properties().forEach(each -> {
            if (each.getKey().startsWith(folder)) {
                files.put(
                        each.getKey().substring(folder.length()),
                        each.getValue().asText().getBytes(StandardCharsets.UTF_8));
            }
        });
        return files;
    }

    private static long size(Map<String, byte[]> context) {
        return 1 + context.values().stream().mapToLong(each -> each.length).sum() / 1024;
    }

    private void steps(Dockerfile dockerfile, Map<String, byte[]> context) {
        Map<String, String> arguments = request.arguments();
        dockerfile.bases(arguments).forEach(this::requireBase);
        int count = dockerfile.instructions().size();
        int number = 0;
        for (Dockerfile.Instruction each : dockerfile.instructions()) {
            log.add("Step " + ++number + "/" + count + " : " + each);
            if (each.name().equals("COPY") || each.name().equals("ADD")) {
                requireSources(each, context);
            }
            Matcher exits = EXITS.matcher(each.rest().strip());
            if (each.name().equals("RUN")
                    && (exits.matches() || each.rest().strip().equals("false"))) {
                String code = exits.matches() ? exits.group(1) : "1";
                throw new BuildFailure(
                        "The command '/bin/sh -c " + each.rest() + "' returned a non-zero code: " + code);
            }
            log.add(" ---> " + place.arm().ids().hex("layer " + runId + number, 12));
        }
    }

    private void requireBase(String base) {
        if (base.startsWith(place.host() + "/")) {
            String[] parts = base.substring(place.host().length() + 1).split("[:@]", 2);
            if (!new OciContent(place).hasImage(parts[0], parts.length == 2 ? parts[1] : "latest")) {
                throw new BuildFailure("manifest for " + base + " not found: manifest unknown: manifest tagged by \""
                        + (parts.length == 2 ? parts[1] : "latest") + "\" is not found");
            }
        }
    }

    private static void requireSources(Dockerfile.Instruction copy, Map<String, byte[]> context) {
        String rest = copy.rest().strip();
        if (rest.startsWith("--from=")) {
            return;
        }
        List<String> words = new ArrayList<>(
                List.of(rest.replaceAll("[\\[\\]\",]", " ").strip().split("\\s+")));
        words.removeIf(word -> word.startsWith("--"));
        if (words.size() < 2) {
            throw new BuildFailure("dockerfile parse error on line " + copy.line() + ": " + copy.name()
                    + " requires at least two arguments, but only one was provided");
        }
        for (String source : words.subList(0, words.size() - 1)) {
            String path = source.replaceAll("^(\\./|/)+", "").replaceAll("/+$", "");
            boolean all = path.isEmpty() || path.equals(".") || source.contains("://");
            String regex = "\\Q" + path.replace("*", "\\E[^/]*\\Q").replace("?", "\\E[^/]\\Q") + "\\E(/.*)?";
            if (!all && context.keySet().stream().noneMatch(file -> file.matches(regex))) {
                throw new BuildFailure(copy.name()
                        + " failed: file not found in build context or excluded by .dockerignore: stat " + path
                        + ": file does not exist");
            }
        }
    }

    private void push(Dockerfile dockerfile, Map<String, byte[]> context) {
        OciContent content = new OciContent(place);
        byte[] layer = layer(context);
        List<String> images = request.images(place.host(), runId);
        log.add("Successfully built " + OciContent.sha256(layer).substring(7, 19));
        images.forEach(image -> log.add("Successfully tagged " + place.host() + "/" + image));
        log.add("Successfully executed container: build");
        if (!request.pushes()) {
            return;
        }
        log.add("Executing step ID: push. Timeout(sec): 3600, Working directory: '', Network: ''");
        for (String image : images) {
            String repository = image.substring(0, image.lastIndexOf(':'));
            String tag = image.substring(image.lastIndexOf(':') + 1);
            byte[] config = config(dockerfile, layer);
            ObjectNode manifest = Json.object().put("schemaVersion", 2).put("mediaType", MANIFEST);
            manifest.putObject("config")
                    .put("mediaType", "application/vnd.docker.container.image.v1+json")
                    .put("size", config.length)
                    .put("digest", content.addBlob(repository, config));
            manifest.putArray("layers")
                    .addObject()
                    .put("mediaType", "application/vnd.docker.image.rootfs.diff.tar.gzip")
                    .put("size", layer.length)
                    .put("digest", content.addBlob(repository, layer));
            byte[] bytes = Json.text(manifest).getBytes(StandardCharsets.UTF_8);
            String digest = content.addManifest(repository, bytes, Json.object().put("mediaType", MANIFEST));
            content.tag(repository, tag, digest);
            log.add("The push refers to repository [" + place.host() + "/" + repository + "]");
            log.add(tag + ": digest: " + digest + " size: " + bytes.length);
            outputs.addObject()
                    .put("registry", place.host())
                    .put("repository", repository)
                    .put("tag", tag)
                    .put("digest", digest);
        }
    }

    private byte[] config(Dockerfile dockerfile, byte[] layer) {
        ObjectNode config = Json.object().put("architecture", "amd64").put("os", "linux");
        ArrayNode history = config.putArray("history");
        dockerfile.instructions().forEach(each -> history.addObject().put("created_by", each.toString()));
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(OciContent.sha256(layer));
        config.putObject("config")
                .put(
                        "Arguments",
                        OciContent.sha256(request.arguments().toString().getBytes(StandardCharsets.UTF_8)));
        return Json.text(config).getBytes(StandardCharsets.UTF_8);
    }

    /** The same for the same context. */
    private static byte[] layer(Map<String, byte[]> context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : context.entrySet()) {
                zip.write((file.getKey() + "\n" + file.getValue().length + "\n").getBytes(StandardCharsets.UTF_8));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
