package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machines of the agent pools, which go on when somebody deletes only the node that stands for one. */
final class Machines {
    private static final Pattern NAME = Pattern.compile("aks-(.+)-\\d{8}-vmss(\\d{6})");

    private final Desired desired;

    Machines(Desired desired) {
        this.desired = desired;
    }

    /** Whether the machine of a node is there, with the node or without it. */
    boolean runs(String node) {
        Matcher name = NAME.matcher(node);
        if (!name.matches()) {
            return false;
        }
        int number = Integer.parseInt(name.group(2));
        JsonNode known = desired.store()
                .get(desired.poolPrefix() + name.group(1))
                .<JsonNode>map(found -> found.path("machines"))
                .orElseGet(Json::array);
        for (JsonNode machine : known) {
            if (machine.asInt() == number) {
                return true;
            }
        }
        return false;
    }
}
