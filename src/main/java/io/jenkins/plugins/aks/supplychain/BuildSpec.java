package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.registry.ImageReference;
import java.util.List;
import java.util.Map;

/**
 * What is to be built.
 *
 * @param group the id of the resource group where a registry of a bare name is
 * @param images each with a repository and a tag; the registry of each is the build's own, whatever it says
 * @param dockerfile path in the context
 * @param arguments values by name
 * @param secretArguments environment variables with the values, by name
 * @param target a stage of the Dockerfile; empty for the last
 * @param unlessPresent whether an image that is there already is enough
 * @param agentPool empty for the service's own machines
 */
record BuildSpec(
        String group,
        String registry,
        List<ImageReference> images,
        BuildSource source,
        String dockerfile,
        Map<String, String> arguments,
        Map<String, String> secretArguments,
        Platform platform,
        String target,
        boolean noCache,
        boolean unlessPresent,
        boolean showLog,
        String agentPool) {

    /** @param variant empty for none */
    record Platform(String os, String architecture, String variant) {}

    BuildSpec {
        images = List.copyOf(images);
        arguments = Map.copyOf(arguments);
        secretArguments = Map.copyOf(secretArguments);
    }

    /** As a request and the log have it. */
    static String name(ImageReference image) {
        return image.repository() + ":" + image.tag();
    }

    String first() {
        return name(images.get(0));
    }
}
