package io.jenkins.plugins.aks.fleet;

import java.util.List;
import java.util.Map;

/**
 * Which members of a fleet.
 *
 * @param names null for all
 * @param group empty for any
 * @param labels that their MemberCluster objects have on the hub
 */
record MemberChoice(List<String> names, String group, Map<String, String> labels) {

    boolean accepts(Map<String, Object> member) {
        Map<?, ?> has = (Map<?, ?>) member.get("labels");
        return (names == null || names.contains(member.get("name").toString()))
                && (group.isEmpty() || group.equals(member.get("group")))
                && labels.entrySet().stream().allMatch(label -> label.getValue().equals(has.get(label.getKey())));
    }
}
