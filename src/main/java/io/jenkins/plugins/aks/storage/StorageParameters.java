package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the parameters of the steps on storage. */
final class StorageParameters {
    static final String PRESENT = "present";
    static final String ABSENT = "absent";
    private static final int MOST_NODES = 100;

    private StorageParameters() {}

    static boolean present(String state) throws InvalidParameterException {
        if (!state.equals(PRESENT) && !state.equals(ABSENT)) {
            throw new InvalidParameterException("state", state, "'present' or 'absent'", "Choose one of them.");
        }
        return state.equals(PRESENT);
    }

    static StorageDisk disk(String parameter, String word) throws InvalidParameterException {
        for (StorageDisk disk : StorageDisk.values()) {
            if (disk.word().equalsIgnoreCase(word)) {
                return disk;
            }
        }
        String allowed = Arrays.stream(StorageDisk.values())
                .map(disk -> "'" + disk.word() + "'")
                .collect(Collectors.joining(", "));
        throw new InvalidParameterException(parameter, word, allowed, "Elastic SAN is not supported.");
    }

    static StorageTier tier(String word) throws InvalidParameterException {
        for (StorageTier tier : StorageTier.values()) {
            if (tier.word().equalsIgnoreCase(word)) {
                return tier;
            }
        }
        throw new InvalidParameterException(
                "perfTier", word, "'Basic', 'Standard' or 'Premium'", "More CPU for storage is faster.");
    }

    static List<String> pools(List<String> names) throws InvalidParameterException {
        for (String name : names) {
            if (!name.matches("[a-z][a-z0-9]{0,11}")) {
                throw new InvalidParameterException(
                        "nodePools",
                        name,
                        "names of node pools: up to 12 lower-case letters and digits, a letter first",
                        "Correct the name.");
            }
        }
        return List.copyOf(names);
    }

    static int nodeCount(int count) throws InvalidParameterException {
        if (count < 1 || count > MOST_NODES) {
            throw new InvalidParameterException(
                    "nodeCount", count, "1 to " + MOST_NODES, "Three replicas need three nodes.");
        }
        return count;
    }
}
