package io.jenkins.plugins.aks.runner.engine;

import java.time.Clock;
import java.time.Duration;

/** Time as the lab's own steps see it; tests turn the clock by hand. */
public interface Timers {

    Clock clock();

    /** @return what takes the timer back; it does nothing once the action began */
    Runnable after(Duration delay, Runnable action);
}
