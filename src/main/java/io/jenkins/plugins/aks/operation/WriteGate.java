package io.jenkins.plugins.aks.operation;

/**
 * Everything that changes the world passes here first, so that a plan can record instead of write and a test can count.
 */
@FunctionalInterface
public interface WriteGate {

    /**
     * Lets the write through by returning.
     *
     * @throws OperationException if this session must not write
     */
    void pass(Write write) throws OperationException;

    /**
     * @param verb {@code PUT}, {@code PATCH}, {@code POST}, {@code DELETE}, {@code APPLY}, {@code EXEC}
     * @param target the id of what is changed
     */
    record Write(String verb, String target) {}

    static WriteGate open() {
        return write -> {};
    }
}
