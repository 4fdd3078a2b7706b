package io.jenkins.plugins.aks.sandbox.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Principals;
import io.jenkins.plugins.aks.sandbox.RoleAssignments;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which role assignments a list shows: those at its scope, above and below it, unless {@code $filter} says otherwise by
 * {@code atScope()}, {@code principalId eq '…'} or {@code assignedTo('…')}, joined by {@code and}.
 */
final class AssignmentFilter {
    private static final Pattern PRINCIPAL =
            Pattern.compile("(?i)principalId\\s+eq\\s+'?([0-9a-f-]{36})'?|assignedTo\\('([0-9a-f-]{36})'\\)");

    private final String scope;
    private final Principals principals;
    private boolean atScope;
    private String principal = "";
    private boolean withGroups;

    private AssignmentFilter(String scope, Principals principals) {
        this.scope = scope;
        this.principals = principals;
    }

    static AssignmentFilter of(ArmCall call, String scope, Principals principals) {
        AssignmentFilter filter = new AssignmentFilter(scope, principals);
        String text = call.request().query("$filter").orElse("").strip();
        for (String term : text.isEmpty() ? new String[0] : text.split("(?i)\\s+and\\s+")) {
            filter.take(term.strip(), text);
        }
        return filter;
    }

    private void take(String term, String whole) {
        Matcher matcher = PRINCIPAL.matcher(term);
        if (term.equalsIgnoreCase("atScope()")) {
            atScope = true;
        } else if (matcher.matches()) {
            withGroups = matcher.group(2) != null;
            principal = withGroups ? matcher.group(2) : matcher.group(1);
        } else {
            throw new ArmRefusal(
                    400,
                    "UnsupportedFilter",
                    "The filter '" + whole + "' is not supported. Supported filters are either 'atScope()',"
                            + " 'principalId eq '{value}'' or 'assignedTo('{value}')'.");
        }
    }

    boolean accepts(ObjectNode assignment) {
        String place = assignment.path("scope").asText();
        boolean above = RoleAssignments.isWithin(scope, place);
        boolean below = RoleAssignments.isWithin(place, scope);
        return (above || (below && !atScope))
                && (principal.isEmpty()
                        || who().contains(assignment.path("principal").asText().toLowerCase(Locale.ROOT)));
    }

    private List<String> who() {
        List<String> who = new ArrayList<>(List.of(principal.toLowerCase(Locale.ROOT)));
        if (withGroups) {
            principals.byObjectId(principal).ifPresent(document -> {
                for (JsonNode group : document.path("groups")) {
                    who.add(group.asText().toLowerCase(Locale.ROOT));
                }
            });
        }
        return who;
    }
}
