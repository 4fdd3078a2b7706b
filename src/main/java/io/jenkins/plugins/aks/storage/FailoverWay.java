package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How the check takes the node away. */
enum FailoverWay {
    /** The Node object goes and the machine goes on, as the workshop does (W098). */
    NODE_DELETE("node-delete"),
    /** Its pods are asked to leave, and it takes no new ones. */
    DRAIN("drain"),
    /** The machine itself goes. */
    MACHINE_DELETE("machine-delete");

    private final String word;

    FailoverWay(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static FailoverWay parse(String word) throws InvalidParameterException {
        for (FailoverWay each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        String allowed =
                Arrays.stream(values()).map(each -> "'" + each.word + "'").collect(Collectors.joining(", "));
        throw new InvalidParameterException("how", word, allowed, "Say how the node is to be taken away.");
    }
}
