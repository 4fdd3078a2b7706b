package io.jenkins.plugins.aks.fleet;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksContext;
import io.jenkins.plugins.aks.pipeline.BodyRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In which order members have their turn.
 *
 * @param order names of groups and of members; those that it does not name follow by name; null for by name
 * @param canary names of members or groups that come first, and whose failure keeps all others from their turn; or null
 */
record MemberOrder(List<String> order, List<String> canary) {

    List<BodyRun> runs(AksContext context, Map<String, Object> result) throws OperationException {
        List<Map<?, ?>> left = new ArrayList<>();
        ((List<?>) result.get(FleetMembers.MEMBERS)).forEach(member -> left.add((Map<?, ?>) member));
        int count = left.size();
        List<BodyRun> runs = new ArrayList<>();
        for (String first : canary == null ? List.<String>of() : canary) {
            for (Map<?, ?> member : take("canary", left, first)) {
                runs.add(run(context, member, runs.size() + 1, count, true));
            }
        }
        for (String next : order == null ? List.<String>of() : order) {
            for (Map<?, ?> member : take("order", left, next)) {
                runs.add(run(context, member, runs.size() + 1, count, false));
            }
        }
        for (Map<?, ?> member : left) {
            runs.add(run(context, member, runs.size() + 1, count, false));
        }
        return runs;
    }

    private static List<Map<?, ?>> take(String parameter, List<Map<?, ?>> left, String name)
            throws InvalidParameterException {
        List<Map<?, ?>> taken = left.stream()
                .filter(member -> name.equals(member.get("name")) || name.equals(member.get("group")))
                .toList();
        if (taken.isEmpty()) {
            throw new InvalidParameterException(
                    parameter,
                    name,
                    "names of members and groups of the fleet, each once",
                    "fleetMembers shows them with their groups.");
        }
        left.removeAll(taken);
        return taken;
    }

    private static BodyRun run(AksContext context, Map<?, ?> member, int number, int count, boolean gate) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("FLEET_MEMBER", text(member, "name"));
        environment.put("FLEET_MEMBER_GROUP", text(member, "group"));
        environment.put("FLEET_MEMBER_NUMBER", Integer.toString(number));
        environment.put("FLEET_MEMBER_COUNT", Integer.toString(count));
        AksContext inside = context.withSubscription(text(member, "subscription"))
                .withResourceGroup(text(member, "resourceGroup"))
                .withCluster(text(member, "cluster"));
        return new BodyRun(text(member, "name"), inside, environment, gate);
    }

    private static String text(Map<?, ?> member, String key) {
        return String.valueOf(member.get(key));
    }
}
