package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.Optional;

/**
 * A job of the properties: a sequence of creations, each made from the result of the one before.
 *
 * @param stopAfter when the build is stopped, from the first start; empty for never
 */
record Plan(String name, int phases, String writerKey, String budget, Optional<Duration> stopAfter, OnAbort onAbort) {

    Operation<FakeCloud> operation() {
        Sequence.Builder<FakeCloud> sequence = Sequence.named();
        for (int at = 1; at <= phases; at++) {
            String own = name + "-" + at;
            String before = name + "-" + (at - 1);
            sequence.thenFrom(
                    own,
                    results -> new CreateThing(
                            own,
                            budget,
                            results.containsKey(before)
                                    ? (String) results.get(before).get("name")
                                    : "none"));
        }
        return sequence.writing(writerKey).build();
    }

    Plan withoutStop() {
        return new Plan(name, phases, writerKey, budget, Optional.empty(), onAbort);
    }
}
