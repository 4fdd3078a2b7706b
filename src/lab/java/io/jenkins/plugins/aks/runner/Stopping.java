package io.jenkins.plugins.aks.runner;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What a signal does to a run: the first one stops it as a click on the red cross does, a second one ends the process at
 * once. No shutdown hook: while those run, the clients that the stop itself needs can't start.
 */
final class Stopping {

    private static final int KILLED = 130;

    private Stopping() {}

    /** @param stop must return at once */
    static void onSignal(Runnable stop) {
        AtomicBoolean stopped = new AtomicBoolean();
        for (String name : List.of("TERM", "INT", "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> {
                    if (stopped.compareAndSet(false, true)) {
                        new Thread(stop, "lab stop").start();
                    } else {
                        Runtime.getRuntime().halt(KILLED);
                    }
                });
            } catch (IllegalArgumentException notOnThisSystem) {
                // Windows has no HUP, and a JVM started with -Xrs leaves signals alone: the others still work.
                continue;
            }
        }
    }
}
