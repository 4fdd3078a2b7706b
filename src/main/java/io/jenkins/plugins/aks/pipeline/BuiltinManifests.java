package io.jenkins.plugins.aks.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The manifests of a section that are part of the plugin: resources {@code builtin/{name}.yaml} beside a class.
 *
 * @param names in the order in which they are shown
 */
public record BuiltinManifests(Class<?> beside, List<String> names) {

    public BuiltinManifests(Class<?> beside, String... names) {
        this(beside, List.of(names));
    }

    public BuiltinManifests {
        names = List.copyOf(names);
    }

    String text(String name) {
        try (InputStream in = beside.getResourceAsStream("builtin/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the plugin's own manifest " + name + " cannot be read", e);
        }
    }
}
