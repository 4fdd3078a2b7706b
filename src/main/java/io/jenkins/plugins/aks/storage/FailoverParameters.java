package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.operation.InvalidParameterException;

/** Reads the parameters of {@code acstorFailoverCheck}. */
final class FailoverParameters {
    private static final int MOST_ROWS = 1000;
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private FailoverParameters() {}

    static String name(String parameter, String value) throws InvalidParameterException {
        if (!value.matches(LABEL)) {
            throw new InvalidParameterException(
                    parameter, value, "1 to 63 lower-case letters, digits and hyphens", "Correct the name.");
        }
        return value;
    }

    /** @return empty for none */
    static String optionalName(String parameter, String value) throws InvalidParameterException {
        return value == null ? "" : name(parameter, value);
    }

    static String image(String image) throws InvalidParameterException {
        if (!image.matches("[^\\s]+")) {
            throw new InvalidParameterException("image", image, "an image, e.g. mysql:8.4", "Correct it.");
        }
        return image;
    }

    static String size(String size) throws InvalidParameterException {
        if (!size.matches("[1-9][0-9]*(Mi|Gi|Ti)")) {
            throw new InvalidParameterException("size", size, "a quantity in Mi, Gi or Ti, e.g. 5Gi", "Correct it.");
        }
        return size;
    }

    static int rows(int rows) throws InvalidParameterException {
        if (rows < 1 || rows > MOST_ROWS) {
            throw new InvalidParameterException(
                    "rows", rows, "1 to " + MOST_ROWS, "The writer takes a second for each row.");
        }
        return rows;
    }

    static int lostRows(int rows) throws InvalidParameterException {
        if (rows < 0) {
            throw new InvalidParameterException("maxLostRows", rows, "0 or more", "Correct it.");
        }
        return rows;
    }

    /** @param given the caller's StatefulSet as {@code namespace/name} or {@code name}; null for the step's own */
    static FailoverTarget target(String given, FailoverTarget own, String write, String read)
            throws InvalidParameterException {
        if (given == null) {
            if (write != null || read != null) {
                throw new InvalidParameterException(
                        "workload",
                        null,
                        "a StatefulSet, where writeCommand or readCommand is given",
                        "Name it, or leave the commands out: the step's own MySQL has its own.");
            }
            return own;
        }
        require("writeCommand", write, "write the row $ROW with $CHECKSUM, and end with 0 once it is committed");
        require("readCommand", read, "print id and checksum of each row of $RUN, with a tab between");
        int slash = given.indexOf('/');
        String namespace = slash < 0 ? own.namespace() : name("workload", given.substring(0, slash));
        String set = name("workload", given.substring(slash + 1));
        return new FailoverTarget(
                namespace,
                set,
                false,
                own.image(),
                own.size(),
                own.secret().equals(FailoverTarget.NAME) ? "" : own.secret(),
                "",
                write,
                read);
    }

    private static void require(String parameter, String command, String does) throws InvalidParameterException {
        if (command == null) {
            throw new InvalidParameterException(
                    parameter, null, "a shell command that is to " + does, "A workload of your own needs it.");
        }
    }
}
