package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Picks members for a placement, by its policy; what was picked before stays as long as it may. */
final class PlacementScheduler {
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final ControlPlane plane;
    private final JsonNode policy;
    private final Set<String> bound;

    PlacementScheduler(ControlPlane plane, JsonNode policy, Set<String> bound) {
        this.plane = plane;
        this.policy = policy;
        this.bound = bound;
    }

    /**
     * @param picked member names, with the score that the status shows
     * @param missed what was wanted and cannot be had, by member, or {@code #1} for an unnamed one; with the reason
     */
    record Picks(Map<String, Score> picked, Map<String, String> missed) {}

    record Score(int affinity, int spread) {}

    Picks pick() {
        return switch (PlacementRules.placementType(policy)) {
            case "PickFixed" -> fixed();
            case "PickN" -> number();
            default -> all();
        };
    }

    private Picks all() {
        Picks picks = new Picks(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (JsonNode member : plane.list(FleetTypes.MEMBERS)) {
            String reason = ineligible(member);
            if (reason.isEmpty()) {
                picks.picked().put(Meta.name(member), new Score(0, 0));
            }
        }
        return picks;
    }

    private Picks fixed() {
        Picks picks = new Picks(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (String name : Json.texts(policy.path("clusterNames"))) {
            var member = plane.get(FleetTypes.MEMBERS, "", name);
            String reason = member.isEmpty()
                    ? "specified cluster is not found"
                    : bound.contains(name) && !isLeaving(member.get()) ? "" : unfit(member.get());
            if (reason.isEmpty()) {
                picks.picked().put(name, new Score(0, 0));
            } else {
                picks.missed().put(name, reason);
            }
        }
        return picks;
    }

    private Picks number() {
        int wanted = policy.path("numberOfClusters").asInt();
        Picks picks = new Picks(new LinkedHashMap<>(), new LinkedHashMap<>());
        List<ObjectNode> candidates = new ArrayList<>();
        for (ObjectNode member : plane.list(FleetTypes.MEMBERS)) {
            if (!ineligible(member).isEmpty()) {
                continue;
            }
            if (bound.contains(Meta.name(member)) && picks.picked().size() < wanted) {
                picks.picked().put(Meta.name(member), new Score(affinity(member), 0));
            } else {
                candidates.add(member);
            }
        }
        while (picks.picked().size() < wanted && next(candidates, picks)) {
            // One more each time, because each pick changes the spread.
        }
        for (int i = picks.picked().size(); i < wanted; i++) {
            picks.missed()
                    .put(
                            "#" + (i + 1),
                            "no more clusters match the scheduling policy: insufficient clusters in the fleet");
        }
        return picks;
    }

    private boolean next(List<ObjectNode> candidates, Picks picks) {
        ObjectNode best = candidates.stream()
                .filter(member -> spread(member, picks) != null)
                .max(Comparator.<ObjectNode>comparingInt(member -> spread(member, picks))
                        .thenComparingInt(this::affinity)
                        .thenComparing(Meta::name, Comparator.reverseOrder()))
                .orElse(null);
        if (best == null) {
            return false;
        }
        picks.picked().put(Meta.name(best), new Score(affinity(best), spread(best, picks)));
        candidates.remove(best);
        return true;
    }

    /** Less is worse; null where a constraint forbids the member. */
    private Integer spread(JsonNode member, Picks picks) {
        int score = 0;
        for (JsonNode constraint : policy.path("topologySpreadConstraints")) {
            String key = Json.text(constraint, "topologyKey");
            boolean hard = !Json.text(constraint, "whenUnsatisfiable").equals("ScheduleAnyway");
            String own = label(member, key);
            if (own.isEmpty()) {
                if (hard) {
                    return null;
                }
                continue;
            }
            Map<String, Integer> counts = new HashMap<>();
            for (JsonNode other : plane.list(FleetTypes.MEMBERS)) {
                String value = label(other, key);
                if (!value.isEmpty()) {
                    counts.merge(value, picks.picked().containsKey(Meta.name(other)) ? 1 : 0, Integer::sum);
                }
            }
            int least =
                    counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
            int skew = counts.getOrDefault(own, 0) + 1 - least;
            if (hard && skew > constraint.path("maxSkew").asInt(1)) {
                return null;
            }
            score -= skew;
        }
        return score;
    }

    private static String label(JsonNode member, String key) {
        return Meta.labels(member).path(key).asText("");
    }

    private int affinity(JsonNode member) {
        int score = 0;
        for (JsonNode preferred :
                Json.at(policy, "affinity", "clusterAffinity", "preferredDuringSchedulingIgnoredDuringExecution")) {
            JsonNode selector = Json.at(preferred, "preference", "labelSelector");
            if (LabelSelector.of(selector).test(Meta.labels(member))) {
                score += preferred.path("weight").asInt();
            }
        }
        return score;
    }

    /** Why a member is not to be picked; empty for one that is. One that is bound may stay whatever its taints. */
    private String ineligible(JsonNode member) {
        boolean stays = bound.contains(Meta.name(member));
        String unfit = stays && !isLeaving(member) ? "" : unfit(member);
        if (!unfit.isEmpty()) {
            return unfit;
        }
        if (!stays && !tolerated(member)) {
            return "cluster has a taint that the placement does not tolerate";
        }
        return matchesRequired(member) ? "" : "cluster does not match with any of the required cluster affinity terms";
    }

    private static boolean isLeaving(JsonNode member) {
        return !Conditions.isTrue(member, "Joined");
    }

    private String unfit(JsonNode member) {
        if (isLeaving(member)) {
            return "cluster is not connected to the fleet: it has not joined yet, or is leaving";
        }
        JsonNode beat = Json.at(Json.at(member, "status", "agentStatus").path(0), "lastReceivedHeartbeat");
        Duration silence = plane.delays().real().apply(SILENCE);
        boolean silent =
                beat.isMissingNode() || Meta.instant(beat).plus(silence).isBefore(plane.now());
        return silent ? "cluster is not connected to the fleet: no recent heartbeat signals" : "";
    }

    private boolean tolerated(JsonNode member) {
        for (JsonNode taint : Json.at(member, "spec", "taints")) {
            boolean tolerated = false;
            for (JsonNode toleration : policy.path("tolerations")) {
                boolean exists = Json.text(toleration, "operator").equals("Exists");
                String key = Json.text(toleration, "key");
                boolean same = key.isEmpty() && exists || key.equals(Json.text(taint, "key"));
                boolean value = exists || Json.text(toleration, "value").equals(Json.text(taint, "value"));
                tolerated |= same && value;
            }
            if (!tolerated) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesRequired(JsonNode member) {
        JsonNode terms = Json.at(
                policy,
                "affinity",
                "clusterAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution",
                "clusterSelectorTerms");
        if (terms.isEmpty()) {
            return true;
        }
        for (JsonNode term : terms) {
            if (LabelSelector.of(term.path("labelSelector")).test(Meta.labels(member))) {
                return true;
            }
        }
        return false;
    }
}
