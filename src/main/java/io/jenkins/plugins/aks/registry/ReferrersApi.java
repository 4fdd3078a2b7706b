package io.jenkins.plugins.aks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The referrers API of registries that have it. */
final class ReferrersApi {
    private static final int MOST = 4 << 20;
    private static final int MOST_PAGES = 200;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*rel=\"?next\"?");

    private final String name;
    private final String repository;
    private final RegistryCalls calls;

    ReferrersApi(String name, String repository, RegistryCalls calls) {
        this.name = name;
        this.repository = repository;
        this.calls = calls;
    }

    /**
     * All pages.
     *
     * @return empty where the registry has no such API
     */
    Optional<List<Descriptor>> list(String digest, String artifactType) throws OperationException, TransientException {
        String query = artifactType.isEmpty()
                ? ""
                : "?artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
        String at = "/v2/" + repository + "/referrers/" + digest + query;
        List<Descriptor> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (!at.isEmpty()) {
            if (!seen.add(at) || seen.size() > MOST_PAGES) {
                throw new OperationException("the list of what refers to " + name + "@" + digest
                        + " does not end: page " + seen.size() + ". Delete referrers that are not needed.");
            }
            RegistryResponse page = calls.send("GET", at, Map.of(), null, MOST, Scope.pull(repository));
            if (isMissing(page)) {
                return Optional.empty();
            }
            if (!page.ok()) {
                throw calls.refusal("GET referrers of " + name + "@" + digest, page);
            }
            for (JsonNode each : Json.lenient(page.body()).path("manifests")) {
                found.add(Descriptor.read(each));
            }
            at = next(page);
        }
        return Optional.of(found);
    }

    /** A 404 that is about the repository is no sign of a missing API; neither is one that is about the credential. */
    private static boolean isMissing(RegistryResponse page) {
        if (page.status() == 404) {
            return !RegistryErrors.code(page).equals("NAME_UNKNOWN");
        }
        return page.ok() && !page.contentType().equals(MediaTypes.OCI_INDEX);
    }

    private static String next(RegistryResponse page) throws OperationException {
        for (String link : page.headers("link")) {
            Matcher next = NEXT.matcher(link);
            if (next.find()) {
                return RegistryHttp.resolve(page.url(), next.group(1));
            }
        }
        return "";
    }
}
