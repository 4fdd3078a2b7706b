package io.jenkins.plugins.aks.fleet;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a placement on one member.
 *
 * @param verdict one of the constants
 * @param reason what the hub and the member say; empty where it is placed
 * @param owner who owns the object that is in the way; empty where none is
 * @param objects how many objects were found on the member, by reading them there
 */
record MemberVerdict(String name, String verdict, String reason, String owner, int objects) {
    /** All objects are there, as the member itself shows. */
    static final String PLACED = "placed";
    /** The hub, or the member, says that it cannot be done. */
    static final String FAILED = "failed";
    /** Nothing is heard of it in the time that a member has. */
    static final String STUCK = "stuck";
    /** It was there, and was not, and so on. */
    static final String FLAPPING = "flapping";
    /** The hub says that it is there, and the member shows that it is not. */
    static final String MISSING = "missing";
    /** The member left the fleet meanwhile. */
    static final String LEFT = "left";
    /** The policy wanted it and could not have it. */
    static final String UNSCHEDULED = "unscheduled";

    boolean isPlaced() {
        return verdict.equals(PLACED);
    }

    boolean isFailure() {
        return !isPlaced() && !verdict.equals(LEFT);
    }

    String text() {
        return name + ": " + verdict + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("verdict", verdict);
        map.put("reason", reason);
        map.put("owner", owner);
        map.put("objects", objects);
        return map;
    }
}
