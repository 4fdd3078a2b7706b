package io.jenkins.plugins.aks.sandbox.container;

/**
 * What a program does when it is run in a container. Found by {@link java.util.ServiceLoader}: whoever simulates a network,
 * a database or a vault adds the clients of it without a change here. Has a public constructor without parameters and no
 * state of its own, since one instance serves all clusters.
 */
public interface ContainerProgram {

    /** @param program without its path, e.g. {@code wget} */
    boolean handles(String program);

    /**
     * Runs it to its end at once; the time that it takes is part of the result.
     *
     * @throws RuntimeException never for what its user did wrong: that is an exit code and a text on standard error
     */
    ExecResult run(ExecCall call);

    /**
     * Whether what it does changes the world, or depends on the moment so much that a loop around it must not be worked out
     * ahead.
     */
    default boolean hasEffects() {
        return false;
    }
}
