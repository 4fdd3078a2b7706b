package io.jenkins.plugins.aks.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How a sandbox is to run.
 *
 * @param stateDir where all its state is kept; a second start with the same directory continues the same cloud
 * @param port the port on 127.0.0.1; 0 for any free one (the one of the first start is kept)
 * @param seed fixes identifiers, secrets and durations
 * @param timeScale simulated seconds that pass in a real one, see {@link SandboxClock}
 * @param clock the real clock; tests give their own
 * @param faults a file of {@link FaultRule}s
 * @param throttling whether request rates are limited as Azure's are
 */
public record SandboxSettings(
        Path stateDir, int port, long seed, double timeScale, Clock clock, Optional<Path> faults, boolean throttling) {

    /** A cluster's creation, about five simulated minutes, takes about a second and a half. */
    public static final double DEFAULT_TIME_SCALE = 200;

    public static SandboxSettings in(Path stateDir) {
        return new SandboxSettings(stateDir, 0, 1, DEFAULT_TIME_SCALE, Clock.systemUTC(), Optional.empty(), true);
    }

    public SandboxSettings withPort(int value) {
        return new SandboxSettings(stateDir, value, seed, timeScale, clock, faults, throttling);
    }

    public SandboxSettings withSeed(long value) {
        return new SandboxSettings(stateDir, port, value, timeScale, clock, faults, throttling);
    }

    public SandboxSettings withTimeScale(double value) {
        return new SandboxSettings(stateDir, port, seed, value, clock, faults, throttling);
    }

    public SandboxSettings withClock(Clock value) {
        return new SandboxSettings(stateDir, port, seed, timeScale, value, faults, throttling);
    }

    public SandboxSettings withFaults(Path file) {
        return new SandboxSettings(stateDir, port, seed, timeScale, clock, Optional.of(file), throttling);
    }

    public SandboxSettings withThrottling(boolean value) {
        return new SandboxSettings(stateDir, port, seed, timeScale, clock, faults, value);
    }
}
