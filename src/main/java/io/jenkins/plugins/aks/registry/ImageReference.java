package io.jenkins.plugins.aks.registry;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image: {@code registry/repository[:tag][@digest]}, with Docker's defaults: a name without a registry is
 * one of {@code docker.io}, and a single name there is in {@code library/}.
 *
 * @param registry host, with a port where one was given, e.g. {@code demo.azurecr.io} or {@code 127.0.0.1:5000}
 * @param repository e.g. {@code team/net-monitor}
 * @param tag empty for none
 * @param digest empty for none
 */
public record ImageReference(String registry, String repository, String tag, String digest) {
    private static final String DOCKER = "docker.io";
    private static final int LONGEST_REPOSITORY = 255;
    private static final String LABEL = "(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])";
    private static final String NAME = LABEL + "(?:\\." + LABEL + ")*";
    private static final Pattern HOST = Pattern.compile("(?:\\[[0-9A-Fa-f:.]+\\]|" + NAME + ")(?::[0-9]{1,5})?");
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern PARTS = Pattern.compile("(?<name>[^@]+?)(?::(?<tag>[^:/@]*))?(?:@(?<digest>.*))?");
    private static final String ALLOWED =
            "registry/repository:tag or registry/repository@sha256:…, e.g. demo.azurecr.io/net-monitor:v1";

    /**
     * @param parameter the step's parameter that holds the text, for the error
     * @throws InvalidParameterException for a text that is no such name
     */
    public static ImageReference parse(String parameter, String text) throws InvalidParameterException {
        String given = text == null ? "" : text.strip();
        Matcher parts = PARTS.matcher(given);
        if (given.isEmpty() || !parts.matches()) {
            throw refused(parameter, text, "Write the image's full name.");
        }
        String name = parts.group("name");
        String host = hostOf(name);
        String repository = host.isEmpty() ? name : name.substring(host.length() + 1);
        String registry = host.isEmpty() || host.equals("index.docker.io") ? DOCKER : host;
        if (registry.equals(DOCKER) && !repository.contains("/")) {
            repository = "library/" + repository;
        }
        String tag = parts.group("tag") == null ? "" : parts.group("tag");
        String digest = parts.group("digest") == null ? "" : parts.group("digest");
        check(parameter, text, registry, repository);
        if (parts.group("tag") != null && !TAG.matcher(tag).matches()) {
            throw refused(
                    parameter, text, "The tag '" + tag + "' is none: 1 to 128 letters, digits, '_', '.' and '-'.");
        }
        if (parts.group("digest") != null && !Digests.isValid(digest)) {
            throw refused(
                    parameter,
                    text,
                    "'" + digest + "' is no digest: sha256: and 64 lower-case hexadecimal digits are needed.");
        }
        return new ImageReference(registry, repository, tag, digest);
    }

    private static void check(String parameter, String text, String registry, String repository)
            throws InvalidParameterException {
        if (!HOST.matcher(registry).matches()) {
            throw refused(parameter, text, "'" + registry + "' is no host of a registry. Leave 'https://' out.");
        }
        if (!REPOSITORY.matcher(repository).matches() || repository.length() > LONGEST_REPOSITORY) {
            throw refused(
                    parameter,
                    text,
                    "'" + repository + "' is no repository: lower-case letters, digits, and single '.', '_' or '-'"
                            + " between them; at most " + LONGEST_REPOSITORY + " characters.");
        }
    }

    private static String hostOf(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return "";
        }
        String first = name.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost") || hasCapital(first);
        return host ? first : "";
    }

    private static boolean hasCapital(String text) {
        return !text.equals(text.toLowerCase(java.util.Locale.ROOT));
    }

    private static InvalidParameterException refused(String parameter, String text, String advice) {
        return new InvalidParameterException(parameter, text, ALLOWED, advice);
    }

    /** Registry and repository, as trust policies name a scope. */
    public String name() {
        return registry + "/" + repository;
    }

    /** The digest, else the tag, else {@code latest}: what the registry is asked for. */
    public String reference() {
        if (!digest.isEmpty()) {
            return digest;
        }
        return tag.isEmpty() ? "latest" : tag;
    }

    public boolean hasDigest() {
        return !digest.isEmpty();
    }

    /** The same repository by digest alone. */
    public ImageReference pinned(String to) {
        return new ImageReference(registry, repository, "", to);
    }

    /** Where the registry's API is; Docker Hub's is at another host than its name says. */
    static String apiHost(String registry) {
        return registry.equals(DOCKER) ? "registry-1.docker.io" : registry;
    }

    @Override
    public String toString() {
        return name() + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
