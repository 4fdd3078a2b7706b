package io.jenkins.plugins.aks.runner;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the steps of the tests did; they are made by reflection, so this is how a test sees and holds them. */
public final class Calls {

    private static final List<String> DONE = new CopyOnWriteArrayList<>();
    private static final Map<String, CountDownLatch> ENTERED = new ConcurrentHashMap<>();

    private static final Map<String, String> NODES = new ConcurrentHashMap<>();

    private static volatile Consumer<String> listener = what -> {};

    private Calls() {}

    static void clear() {
        DONE.clear();
        ENTERED.clear();
    }

    /** Tells of each call, for a test that this JVM does not outlive. */
    static void onEach(Consumer<String> what) {
        listener = what;
    }

    static synchronized void add(String what) {
        listener.accept(what);
        DONE.add(what);
    }

    static List<String> done() {
        return List.copyOf(DONE);
    }

    /** A step of that name waits, in the node of that id. */
    static void entered(String name, String node) {
        NODES.put(name, node);
        entered(name);
    }

    static String node(String name) {
        return NODES.get(name);
    }

    public static void entered(String name) {
        latch(name).countDown();
    }

    /** Waits until a step of that name waits. */
    public static void awaitEntered(String name) {
        try {
            if (!latch(name).await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("step " + name + " was not reached; done so far: " + DONE);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static CountDownLatch latch(String name) {
        return ENTERED.computeIfAbsent(name, n -> new CountDownLatch(1));
    }
}
