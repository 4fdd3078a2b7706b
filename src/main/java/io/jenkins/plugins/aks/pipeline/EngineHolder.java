package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Engine;
import io.jenkins.plugins.aks.operation.EngineSettings;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.Jenkins;

/**
 * The one engine of the controller, made when the first step needs it. Its threads are daemons and end with Jenkins; where
 * the process outlives Jenkins, the next life of the controller gets an engine of its own.
 */
final class EngineHolder {
    private static final int LAUNCHERS = 4;
    private static final long IDLE_SECONDS = 30;

    private static Engine engine;
    private static Jenkins life;
    private static Clock clock = Clock.systemUTC();
    private static Executor launcher;

    private EngineHolder() {}

    static synchronized Engine engine() {
        Jenkins controller = Jenkins.getInstanceOrNull();
        if (life != null && life != controller) {
            use(null, null, launcher);
        }
        if (engine == null) {
            engine = new Engine(EngineSettings.defaults().withClassLoader(EngineHolder.class.getClassLoader()));
            life = controller;
        }
        return engine;
    }

    /** Runs a short task that may read files and credentials, away from the Pipeline's thread. */
    static void launch(Runnable task) {
        launcher().execute(task);
    }

    /** The time of the engine and of its sessions. */
    static synchronized Clock clock() {
        return clock;
    }

    /** Replaces the engine, its clock and the launcher, for tests and the lab; null makes the usual ones again. */
    static synchronized void use(Engine replacement, Clock time, Executor launching) {
        if (engine != null && engine != replacement) {
            engine.close();
        }
        engine = replacement;
        life = null;
        clock = time == null ? Clock.systemUTC() : time;
        launcher = launching;
    }

    private static synchronized Executor launcher() {
        if (launcher == null) {
            AtomicInteger number = new AtomicInteger();
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    LAUNCHERS, LAUNCHERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                        Thread thread = new Thread(task, "aks-step-launcher-" + number.incrementAndGet());
                        thread.setDaemon(true);
                        thread.setContextClassLoader(EngineHolder.class.getClassLoader());
                        return thread;
                    });
            pool.allowCoreThreadTimeOut(true);
            launcher = pool;
        }
        return launcher;
    }
}
