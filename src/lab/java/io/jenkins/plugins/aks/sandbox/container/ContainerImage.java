package io.jenkins.plugins.aks.sandbox.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What is known of an image: which programs are in it, what it writes when it starts, which ports it opens. All of it is
 * data, in {@code sandbox/images.json}; of an image that is not there nothing is known but a shell and the basic tools.
 *
 * @param known whether the data has it, so that its list of programs is complete
 */
public record ContainerImage(boolean known, JsonNode data, Set<String> programs) {
    private static final JsonNode CATALOG = load();

    private static JsonNode load() {
        try (InputStream in = ContainerImage.class.getResourceAsStream("/sandbox/images.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param image e.g. {@code docker.io/library/busybox:1.37} */
    public static ContainerImage of(String image) {
        String plain = image.replaceFirst("@.*$", "");
        for (JsonNode entry : CATALOG.path("images")) {
            if (plain.matches(entry.path("image").asText())) {
                return new ContainerImage(true, entry, programs(entry));
            }
        }
        JsonNode unknown = CATALOG.path("unknown");
        return new ContainerImage(false, unknown, programs(unknown));
    }

    private static Set<String> programs(JsonNode entry) {
        Set<String> programs = new HashSet<>();
        entry.path("sets")
                .forEach(set -> CATALOG.path("sets").path(set.asText()).forEach(each -> programs.add(each.asText())));
        entry.path("programs").forEach(each -> programs.add(each.asText()));
        return Set.copyOf(programs);
    }

    /** @param program with or without its path */
    public boolean has(String program) {
        return programs.contains(ExecCall.baseName(program));
    }
}
