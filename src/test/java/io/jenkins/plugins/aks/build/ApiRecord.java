package io.jenkins.plugins.aks.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the real Jenkins classes declare, read from {@code jenkins-api-2.479.3.txt}. */
final class ApiRecord {
    private static final String RESOURCE = "/jenkins-api-2.479.3.txt";

    private final Map<String, ApiClass> classes = new LinkedHashMap<>();

    static ApiRecord jenkins() {
        try (InputStream in = ApiRecord.class.getResourceAsStream(RESOURCE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    static ApiRecord parse(String text) {
        ApiRecord parsed = new ApiRecord();
        ApiClass current = null;
        for (String line : text.lines().toList()) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            if (line.startsWith("  ")) {
                ApiMember member = ApiMember.parse(line);
                current.members().put(member.key(), member);
            } else {
                current = ApiClass.parse(line);
                parsed.classes.put(current.name(), current);
            }
        }
        return parsed;
    }

    Optional<ApiClass> find(String internalName) {
        return Optional.ofNullable(classes.get(internalName));
    }

    int size() {
        return classes.size();
    }

    /** The class and everything it inherits from, nearest first; the names are internal ones and may be unrecorded. */
    Set<String> ancestry(String internalName) {
        Set<String> found = new LinkedHashSet<>();
        collect(internalName, found);
        found.add("java/lang/Object");
        return found;
    }

    /** The member as the class declares or inherits it, from recorded classes only. */
    Optional<ApiMember> member(String internalName, String key) {
        return ancestry(internalName).stream()
                .flatMap(name -> find(name).stream())
                .flatMap(owner -> Stream.ofNullable(owner.members().get(key)))
                .findFirst();
    }

    /** Whether the class has the member by inheritance from a class of the JDK. */
    boolean inheritsFromJdk(String internalName, String key) {
        return ancestry(internalName).stream()
                .filter(name -> name.startsWith("java/"))
                .anyMatch(name -> JdkMembers.of(name).contains(key));
    }

    /** Whether the class, recorded or of the JDK, extends the class of the JDK. */
    boolean extendsJdk(String internalName, Class<?> parent) {
        return ancestry(internalName).stream()
                .filter(name -> name.startsWith("java/"))
                .anyMatch(name -> parent.isAssignableFrom(JdkMembers.load(name)));
    }

    private void collect(String name, Set<String> found) {
        if (found.add(name)) {
            find(name).ifPresent(owner -> owner.parents().forEach(parent -> collect(parent, found)));
        }
    }
}
