package io.jenkins.plugins.aks.azure;

import java.time.Clock;
import java.util.function.Function;

/** How an operation of this package gets at what it needs of a session whose type it does not know. */
public record ArmAccess<S>(Function<S, Arm> arm, Function<S, Clock> clock) {}
