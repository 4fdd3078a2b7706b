package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The message of a refused server-side apply: which manager owns which fields. */
final class ApplyConflicts {
    private ApplyConflicts() {}

    static ApiError error(Map<ManagedEntry, Set<FieldPath>> conflicts) {
        int count = conflicts.values().stream().mapToInt(Set::size).sum();
        List<ApiError.Cause> causes = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        conflicts.forEach((owner, fields) -> {
            for (FieldPath field : fields) {
                causes.add(new ApiError.Cause("FieldManagerConflict", one(owner), field.toString()));
            }
            parts.add(part(owner, fields));
        });
        String head = "Apply failed with " + count + (count == 1 ? " conflict: " : " conflicts: ");
        return ApiError.applyConflict(head + String.join("\n", parts), causes);
    }

    private static String part(ManagedEntry owner, Set<FieldPath> fields) {
        if (fields.size() == 1) {
            return one(owner) + ": " + fields.iterator().next();
        }
        StringBuilder text = new StringBuilder("conflicts" + one(owner).substring("conflict".length()) + ":");
        fields.forEach(field -> text.append("\n- ").append(field));
        return text.toString();
    }

    private static String one(ManagedEntry owner) {
        String part = owner.subresource().isEmpty() ? "" : " with subresource \"" + owner.subresource() + "\"";
        return "conflict with \"" + owner.manager() + "\"" + part + " using " + owner.apiVersion();
    }
}
