package io.jenkins.plugins.aks.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is checked: the MySQL server that the step brings along, or a StatefulSet of the caller.
 *
 * @param set the StatefulSet's name
 * @param own whether it is the step's own
 * @param image of the writer, and of the step's own server
 * @param size of the step's own volume
 * @param secret whose keys are the writer's variables; empty for none
 * @param nodePool where the step's own server runs; empty for any
 * @param write a shell command that writes the row {@code $ROW} with {@code $CHECKSUM}; exit code 0 once it is committed
 * @param read a shell command that prints each row of {@code $RUN}: id, checksum, and the payload where it has one, with
 *     tabs between
 */
record FailoverTarget(
        String namespace,
        String set,
        boolean own,
        String image,
        String size,
        String secret,
        String nodePool,
        String write,
        String read) {
    /** The step's own StatefulSet, Service and Secret. */
    static final String NAME = "acstor-failover";

    static final String CONTAINER = "writer";
    private static final int SUFFIX = 8;

    String text() {
        return namespace + "/" + set;
    }

    /** Of the rows of one call of the step: the same after a restart, another in each build. */
    static String run(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String writerName(String key) {
        return NAME + "-writer-" + run(key);
    }
}
