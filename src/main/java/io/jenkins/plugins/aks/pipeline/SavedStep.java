package io.jenkins.plugins.aks.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A step as it is saved with the Pipeline: the name of its class and its parameters. */
@SuppressWarnings("NonApiType") // a map that is known to be serializable
final class SavedStep implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final String type;
    private final TreeMap<String, Object> arguments;

    private SavedStep(String type, TreeMap<String, Object> arguments) {
        this.type = type;
        this.arguments = arguments;
    }

    static SavedStep of(AksStep step) {
        return new SavedStep(step.getClass().getName(), StepArguments.capture(step));
    }

    /** The step again, of the class as it is now. */
    AksStep restore() {
        try {
            Class<?> found = Class.forName(type, true, SavedStep.class.getClassLoader());
            return StepArguments.restore(found.asSubclass(AksStep.class), arguments);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "the step " + type + " of a running build does not exist in this version of the plugin", e);
        }
    }

    Map<String, Object> arguments() {
        return new TreeMap<>(arguments);
    }

    /** Differs for another step, other parameters or another context; a journal is for one digest only. */
    String digest(AksContext context) {
        try {
            byte[] text = SORTED.writeValueAsString(
                            Map.of("type", type, "arguments", arguments, "context", context.values()))
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("the arguments of " + type + " cannot be digested", e);
        }
    }
}
