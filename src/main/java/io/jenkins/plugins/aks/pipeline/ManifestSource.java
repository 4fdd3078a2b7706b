package io.jenkins.plugins.aks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.kubernetes.ManifestYaml;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the objects of a step that applies manifests come from.
 *
 * @param files patterns of files in the workspace
 * @param yaml a text of manifests, or empty
 * @param urls https addresses
 * @param builtin the name of a manifest that is part of the plugin, or empty
 * @param images other images, by the name without tag that the manifest has
 * @param builtins what {@code builtin} may name
 */
public record ManifestSource(
        List<String> files,
        String yaml,
        List<String> urls,
        String builtin,
        Map<String, String> images,
        BuiltinManifests builtins) {

    public ManifestSource {
        files = List.copyOf(files);
        urls = List.copyOf(urls);
        images = Map.copyOf(images);
    }

    /** @throws InvalidParameterException where nothing, or something unknown, is named */
    public void check() throws InvalidParameterException {
        if (files.isEmpty() && yaml.isBlank() && urls.isEmpty() && builtin.isEmpty()) {
            throw new InvalidParameterException(
                    "files", null, "files, yaml, urls or builtin", "Say where the manifests are.");
        }
        if (!builtin.isEmpty() && !builtins.names().contains(builtin)) {
            throw new InvalidParameterException(
                    "builtin", builtin, String.join(", ", builtins.names()), "Choose one of them, or give files.");
        }
        for (String url : urls) {
            if (!url.regionMatches(true, 0, "https://", 0, 8)) {
                throw new InvalidParameterException(
                        "urls", url, "addresses that begin with https://", "Give a verified connection.");
            }
        }
        // A wrong text is refused before the step begins; files and addresses are read later.
        check(yaml);
    }

    private static void check(String yaml) throws InvalidParameterException {
        try {
            ManifestYaml.parse("yaml", yaml);
        } catch (InvalidParameterException e) {
            throw e;
        } catch (OperationException e) {
            throw new InvalidParameterException(
                    "yaml", "(" + yaml.lines().count() + " lines)", "Kubernetes manifests", e.getMessage());
        }
    }

    /** All objects, in the order builtin, files, urls, yaml. */
    public List<ManifestObject> load(AksSession session) throws OperationException, TransientException {
        List<ManifestObject> objects = new ArrayList<>();
        if (!builtin.isEmpty()) {
            objects.addAll(ManifestYaml.parse("builtin " + builtin, builtins.text(builtin)));
        }
        if (!files.isEmpty()) {
            for (WorkspaceFile file : session.workspace().read("files", files)) {
                objects.addAll(ManifestYaml.parse(file.path(), file.text()));
            }
        }
        for (String url : urls) {
            objects.addAll(ManifestYaml.parse(url, session.download(url)));
        }
        objects.addAll(ManifestYaml.parse("yaml", yaml));
        if (objects.isEmpty()) {
            throw new OperationException("the manifests are empty: no object was found in "
                    + String.join(", ", files.isEmpty() ? urls : files) + ". Check the files.");
        }
        replaceImages(objects);
        return objects;
    }

    private void replaceImages(List<ManifestObject> objects) throws InvalidParameterException {
        Set<String> unused = new HashSet<>(images.keySet());
        objects.forEach(object -> replaceImages(object.json(), unused));
        if (!unused.isEmpty()) {
            throw new InvalidParameterException(
                    "images",
                    String.join(", ", new TreeSet<>(unused)),
                    "images that the manifests have, without tag: " + String.join(", ", images(objects)),
                    "Correct the name.");
        }
    }

    private static Set<String> images(List<ManifestObject> objects) {
        Set<String> names = new TreeSet<>();
        for (ManifestObject object : objects) {
            for (JsonNode image : object.json().findValues("image")) {
                if (image.isTextual()) {
                    names.add(bare(image.asText()));
                }
            }
        }
        return names;
    }

    private void replaceImages(JsonNode node, Set<String> unused) {
        if (node instanceof ObjectNode object && object.path("image").isTextual()) {
            String name = bare(object.path("image").asText());
            if (images.containsKey(name)) {
                object.put("image", images.get(name));
                unused.remove(name);
            }
        }
        node.forEach(child -> replaceImages(child, unused));
    }

    /** The image's name without tag and digest. */
    static String bare(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    /** Without the text: it may hold secrets. */
    @Override
    public String toString() {
        return "manifests of " + files + urls + builtin;
    }
}
