package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which members a placement picks; null where the step does not say.
 *
 * @param type {@code PickAll}, {@code PickFixed} or {@code PickN}; by default what the other values need
 * @param clusterNames of PickFixed
 * @param number of PickN
 * @param labels that members must have
 * @param preferred labels of members that are taken first, for PickN
 * @param spreadKeys labels over whose values PickN spreads, evenly
 * @param tolerations taints that do not matter: {@code key} or {@code key=value}
 */
record PlacementPolicy(
        String type,
        List<String> clusterNames,
        Integer number,
        Map<String, String> labels,
        Map<String, String> preferred,
        List<String> spreadKeys,
        List<String> tolerations) {
    private static final String ALL = "PickAll";
    private static final String FIXED = "PickFixed";
    private static final String SOME = "PickN";
    private static final int WEIGHT = 100;

    boolean isGiven() {
        return type != null
                || clusterNames != null
                || number != null
                || labels != null
                || preferred != null
                || spreadKeys != null
                || tolerations != null;
    }

    String chosen() {
        return type != null ? type : clusterNames != null ? FIXED : number != null ? SOME : ALL;
    }

    void check() throws InvalidParameterException {
        String chosen = chosen();
        if (!List.of(ALL, FIXED, SOME).contains(chosen)) {
            throw new InvalidParameterException(
                    "placementType", type, "PickAll, PickFixed or PickN", "Choose one of them.");
        }
        only(FIXED, "clusterNames", clusterNames, true);
        only(SOME, "numberOfClusters", number, true);
        only(SOME, "preferredLabels", preferred, false);
        only(SOME, "spreadKeys", spreadKeys, false);
        if (number != null && number < 1) {
            throw new InvalidParameterException("numberOfClusters", number, "1 or more", "Give a number of members.");
        }
        if (chosen.equals(FIXED) && (labels != null || tolerations != null)) {
            throw new InvalidParameterException(
                    labels != null ? "clusterLabels" : "tolerations",
                    labels != null ? labels : tolerations,
                    "nothing where members are named: PickFixed takes them whatever their labels and taints",
                    "Leave it out, or leave clusterNames out.");
        }
    }

    private void only(String forType, String parameter, Object value, boolean needed) throws InvalidParameterException {
        boolean fits = chosen().equals(forType);
        if (value != null && !fits || value == null && fits && needed) {
            throw new InvalidParameterException(
                    parameter,
                    value,
                    "a value with placementType " + forType + ", and with no other",
                    value == null ? "Give it, or choose another placementType." : "Leave it out.");
        }
    }

    ObjectNode json() {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("placementType", chosen());
        if (clusterNames != null) {
            clusterNames.forEach(policy.putArray("clusterNames")::add);
        }
        if (number != null) {
            policy.put("numberOfClusters", number);
        }
        ObjectNode affinity = JsonNodeFactory.instance.objectNode();
        if (labels != null) {
            ObjectNode term = affinity.putObject("requiredDuringSchedulingIgnoredDuringExecution")
                    .putArray("clusterSelectorTerms")
                    .addObject();
            labels.forEach(term.putObject("labelSelector").putObject("matchLabels")::put);
        }
        if (preferred != null) {
            ArrayNode list = affinity.putArray("preferredDuringSchedulingIgnoredDuringExecution");
            ObjectNode one = list.addObject().put("weight", WEIGHT);
            preferred.forEach(
                    one.putObject("preference").putObject("labelSelector").putObject("matchLabels")::put);
        }
        if (!affinity.isEmpty()) {
            policy.putObject("affinity").set("clusterAffinity", affinity);
        }
        for (String key : spreadKeys == null ? List.<String>of() : spreadKeys) {
            policy.withArray("/topologySpreadConstraints")
                    .addObject()
                    .put("maxSkew", 1)
                    .put("topologyKey", key)
                    .put("whenUnsatisfiable", "DoNotSchedule");
        }
        tolerationsJson().forEach(policy.withArray("/tolerations")::add);
        if (policy.path("tolerations").isEmpty()) {
            policy.remove("tolerations");
        }
        return policy;
    }

    private List<ObjectNode> tolerationsJson() {
        List<ObjectNode> list = new ArrayList<>();
        for (String toleration : tolerations == null ? List.<String>of() : tolerations) {
            String[] parts = toleration.split("=", 2);
            ObjectNode one = JsonNodeFactory.instance.objectNode().put("key", parts[0]);
            one.put("operator", parts.length == 2 ? "Equal" : "Exists");
            if (parts.length == 2) {
                one.put("value", parts[1]);
            }
            list.add(one.put("effect", "NoSchedule"));
        }
        return list;
    }
}
