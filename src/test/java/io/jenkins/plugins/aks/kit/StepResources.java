package io.jenkins.plugins.aks.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Views of a class, found as Stapler finds them: those of the class itself, then those of its superclasses. */
final class StepResources {
    private StepResources() {}

    static Optional<String> find(Class<?> type, String name) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            Optional<String> found = own(each, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static Optional<String> own(Class<?> type, String name) {
        String path = "/" + type.getName().replace('.', '/').replace('$', '/') + "/" + name;
        try (InputStream in = type.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
