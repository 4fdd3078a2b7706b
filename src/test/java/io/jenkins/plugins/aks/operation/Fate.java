package io.jenkins.plugins.aks.operation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Hands out the faults, one for each call to world and disk in their order; none after the last. */
final class Fate {

    private final Deque<Fault> faults;
    private boolean dead;
    private int calls;

    Fate(List<Fault> faults) {
        this.faults = new ArrayDeque<>(faults);
    }

    Fault next() {
        alive();
        calls++;
        Fault fault = faults.poll();
        return fault == null ? Fault.NONE : fault;
    }

    /** @throws Killed if the process has ended */
    void alive() {
        if (dead) {
            throw new Killed();
        }
    }

    Killed kill() {
        dead = true;
        return new Killed();
    }

    boolean dead() {
        return dead;
    }

    int calls() {
        return calls;
    }

    void revive() {
        dead = false;
    }
}
