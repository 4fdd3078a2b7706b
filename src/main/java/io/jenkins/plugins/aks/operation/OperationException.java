package io.jenkins.plugins.aks.operation;

import java.util.Map;
import java.util.TreeMap;

/**
 * The final failure of an operation. The message names the subject, the operation, what was expected and found, and what
 * to do next; the data carries the same facts for programs (code, resource id, correlation id).
 */
public class OperationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> data;

    public OperationException(String message) {
        this(message, Map.of(), null);
    }

    public OperationException(String message, Throwable cause) {
        this(message, Map.of(), cause);
    }

    public OperationException(String message, Map<String, String> data, Throwable cause) {
        super(message, cause);
        this.data = new TreeMap<>(data);
    }

    public Map<String, String> data() {
        return Map.copyOf(data);
    }
}
