package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A revision of the Istio add-on.
 *
 * @param name e.g. {@code asm-1-29}
 */
record Revision(String name, int major, int minor) implements Comparable<Revision> {
    /** The label of a namespace whose pods get the proxy of a revision, and the annotation of a pod that has one. */
    static final String LABEL = "istio.io/rev";

    private static final Comparator<Revision> ORDER = Comparator.comparingInt(Revision::major)
            .thenComparingInt(Revision::minor)
            .thenComparing(Revision::name);

    static final String FORM = "asm-\\d{1,3}-\\d{1,3}";

    /** @param name of the {@link #FORM}; any other counts as older than all of them */
    static Revision of(String name) {
        if (!name.matches(FORM)) {
            return new Revision(name, 0, 0);
        }
        String[] parts = name.split("-");
        return new Revision(name, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** Refuses what can't be one; sends nothing. */
    static String check(String parameter, String given) throws InvalidParameterException {
        if (given != null && !given.matches(FORM)) {
            throw new InvalidParameterException(
                    parameter, given, "a revision of the add-on, as asm-1-29", "Leave it out to have it computed.");
        }
        return given == null ? "" : given;
    }

    /** Oldest first. */
    static List<Revision> sorted(JsonNode names) {
        List<Revision> revisions = new ArrayList<>();
        names.forEach(name -> revisions.add(of(name.asText())));
        revisions.sort(null);
        return revisions;
    }

    @Override
    public int compareTo(Revision other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
