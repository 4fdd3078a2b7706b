package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.registry.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a user says of a build; refused before anything is sent where it cannot be meant. Each may be null. */
record BuildInput(
        String image, List<String> moreImages, String git, String context, String dockerfileText, String dockerfile) {

    List<ImageReference> images() throws InvalidParameterException {
        List<ImageReference> images = new ArrayList<>();
        images.add(parsed("image", image));
        for (String each : moreImages) {
            images.add(parsed("moreImages", each));
        }
        return images;
    }

    /** Without a registry it is one of Docker Hub as far as names go; here the registry is known. */
    private static ImageReference parsed(String parameter, String text) throws InvalidParameterException {
        boolean hasHost = text != null && text.matches("[^/]*[.:][^/]*/.*|localhost/.*");
        ImageReference name = ImageReference.parse(parameter, text == null || hasHost ? text : "a.local/" + text);
        if (name.tag().isEmpty() || name.hasDigest()) {
            throw new InvalidParameterException(
                    parameter,
                    text,
                    "repository:tag, or loginServer/repository:tag",
                    "Name the tag that the image gets, e.g. net-monitor:v1.");
        }
        return name;
    }

    BuildSource source() throws InvalidParameterException {
        long given = Stream.of(git, context, dockerfileText)
                .filter(each -> each != null)
                .count();
        if (given != 1) {
            throw new InvalidParameterException(
                    "git, context, dockerfileText",
                    given == 0 ? null : "more than one of them",
                    "exactly one of them",
                    "Say where the build's context comes from.");
        }
        checkDockerfile();
        if (git != null) {
            boolean good = git.matches("(https://|git@|ssh://)\\S+") && !git.matches("https://[^/]*:[^/]*@.*");
            if (!good) {
                throw new InvalidParameterException(
                        "git",
                        git.matches("https://[^/]*@.*") ? "an address with a password" : git,
                        "an https address such as https://github.com/owner/name.git#branch:folder",
                        "A password in it would be seen by everybody who sees the run.");
            }
            return new BuildSource.Git(git);
        }
        return context != null ? new BuildSource.Folder(folder()) : new BuildSource.Text(dockerfileText + "\n");
    }

    private String folder() {
        String slashes = context.replace('\\', '/').replaceAll("/+$", "").replaceAll("^(\\./)+", "");
        return slashes.isEmpty() ? "." : slashes;
    }

    private void checkDockerfile() throws InvalidParameterException {
        if (dockerfile.startsWith("/") || List.of(dockerfile.split("/")).contains("..") || dockerfile.length() > 99) {
            throw new InvalidParameterException(
                    "dockerfile",
                    dockerfile,
                    "a path inside the context, of at most 99 characters",
                    "Move the file there.");
        }
    }

    static Map<String, String> names(String parameter, Map<String, String> arguments) throws InvalidParameterException {
        for (String name : arguments.keySet()) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new InvalidParameterException(
                        parameter, name, "names of letters, digits and '_'", "Name it as the ARG of the Dockerfile.");
            }
        }
        return arguments;
    }

    static BuildSpec.Platform platform(String text) throws InvalidParameterException {
        String[] parts = text.split("/", -1);
        String os = parts[0].equalsIgnoreCase("linux") ? "Linux" : "Windows";
        boolean known = parts.length >= 2
                && parts.length <= 3
                && (parts[0].equalsIgnoreCase("linux") || parts[0].equalsIgnoreCase("windows"))
                && List.of("amd64", "x86", "386", "arm", "arm64").contains(parts[1]);
        if (!known) {
            throw new InvalidParameterException(
                    "platform",
                    text,
                    "linux or windows, and amd64, 386, arm or arm64, e.g. linux/amd64 or linux/arm/v7",
                    "Correct it.");
        }
        return new BuildSpec.Platform(os, parts[1], parts.length == 3 ? parts[2] : "");
    }
}
