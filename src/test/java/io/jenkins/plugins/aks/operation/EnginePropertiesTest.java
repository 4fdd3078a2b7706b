package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** For any faults, kills, restarts and stops: operations end as they would have without them, and nothing is created twice. */
class EnginePropertiesTest {

    private Path directory;

    @BeforeTry
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory(Path.of("target"), "lives");
    }

    @AfterTry
    void deleteDirectory() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Property(tries = 200)
    void endsAsWithoutFaults(@ForAll("plans") List<Plan> plans, @ForAll("faults") List<Fault> faults) {
        List<Plan> unstopped = plans.stream().map(Plan::withoutStop).toList();
        Lives lives = new Lives(directory, unstopped, faults, Lives.TIME_LIMIT);

        Map<String, Object> ends = lives.run();

        assertThat(ends).isEqualTo(expected(unstopped));
        assertThat(lives.cloud.states())
                .hasSize(unstopped.stream().mapToInt(Plan::phases).sum());
        assertThat(lives.cloud.states().values()).containsOnly("READY");
    }

    @Property(tries = 200)
    void stopEndsInOneFailureAndLeavesNothingRunning(
            @ForAll("plans") List<Plan> plans, @ForAll("faults") List<Fault> faults) {
        Lives lives = new Lives(directory, plans, faults, Lives.TIME_LIMIT);

        Map<String, Object> ends = lives.run();

        Map<String, String> states = lives.cloud.states();
        for (Plan plan : plans) {
            Object end = ends.get(plan.name());
            if (end instanceof Throwable failure) {
                assertThat(plan.stopAfter())
                        .as("%s failed with %s", plan, failure)
                        .isPresent();
                assertStopped(plan, failure, lives.stopCause(plan), states);
            } else {
                assertThat(end).isEqualTo(expected(plan));
            }
        }
        assertThat(states.values()).as("created once each").noneMatch(state -> state.contains(" and "));
    }

    @Property(tries = 100)
    void timeLimitHoldsOverRestarts(@ForAll("faults") List<Fault> faults) {
        Plan plan = new Plan("slow", 9, "cluster", "", Optional.empty(), OnAbort.CANCEL);
        Duration limit = Duration.ofSeconds(60);
        Lives lives = new Lives(directory, List.of(plan), faults, limit);
        var born = lives.time.instant();

        Object end = lives.run().get("slow");

        assertThat(end).isInstanceOf(OperationException.class);
        assertThat(((OperationException) end).data())
                .containsEntry("timeLimit", "PT1M")
                .containsKey("left");
        assertThat((OperationException) end)
                .hasMessageContaining("slow was not finished within its time limit of 1m00s");
        assertThat(lives.cloud.states().values()).doesNotContain("CREATING").noneMatch(each -> each.contains(" and "));
        assertThat(lives.time.instant())
                .isBetween(born.plus(limit), born.plus(limit).plus(Lives.GRACE));
    }

    private static void assertStopped(Plan plan, Throwable failure, Throwable cause, Map<String, String> states) {
        if (failure == cause) {
            assertThat(failure.getSuppressed()).as("the state it was left in").hasSize(1);
            assertThat(failure.getSuppressed()[0])
                    .hasMessageStartingWith(plan.name() + " was stopped (stopped by a person)");
        } else {
            assertThat(failure)
                    .isInstanceOf(OperationException.class)
                    .hasMessageStartingWith(plan.name() + " was stopped (stopped by a person). State: ");
        }
        List<String> left = states.entrySet().stream()
                .filter(each -> each.getKey().startsWith(plan.name() + "-"))
                .map(Map.Entry::getValue)
                .toList();
        switch (plan.onAbort()) {
            case CANCEL -> assertThat(left).isSubsetOf("READY", "CANCELED");
            case DELETE -> assertThat(left).isSubsetOf("DELETED");
            case DETACH -> assertThat(left).isSubsetOf("READY", "CREATING");
        }
    }

    private static Map<String, Object> expected(List<Plan> plans) {
        Map<String, Object> ends = new LinkedHashMap<>();
        plans.forEach(plan -> ends.put(plan.name(), expected(plan)));
        return ends;
    }

    private static Map<String, Object> expected(Plan plan) {
        String last = plan.name() + "-" + plan.phases();
        String parent = plan.phases() == 1 ? "none" : plan.name() + "-" + (plan.phases() - 1);
        return Map.of("name", last, "parent", parent, "changed", true);
    }

    @Provide
    Arbitrary<List<Plan>> plans() {
        Arbitrary<Optional<Duration>> stops = Arbitraries.integers()
                .between(0, 120)
                .map(seconds -> Optional.of(Duration.ofSeconds(seconds)))
                .injectNull(0.3)
                .map(stop -> stop == null ? Optional.empty() : stop);
        Arbitrary<Plan> plan = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of("", "cluster-a", "cluster-b"),
                        Arbitraries.of("", "subscription"),
                        stops,
                        Arbitraries.of(OnAbort.class))
                .as((phases, writer, budget, stop, how) -> new Plan("unnamed", phases, writer, budget, stop, how));
        return plan.list().ofMinSize(1).ofMaxSize(5).map(EnginePropertiesTest::named);
    }

    private static List<Plan> named(List<Plan> plans) {
        List<Plan> named = new ArrayList<>();
        for (Plan plan : plans) {
            named.add(new Plan(
                    "plan" + named.size(),
                    plan.phases(),
                    plan.writerKey(),
                    plan.budget(),
                    plan.stopAfter(),
                    plan.onAbort()));
        }
        return named;
    }

    @Provide
    Arbitrary<List<Fault>> faults() {
        Arbitrary<Fault> any = Arbitraries.of(Fault.class);
        return Arbitraries.integers()
                .between(0, 9)
                .flatMap(n -> n < 6 ? Arbitraries.just(Fault.NONE) : any)
                .list()
                .ofMaxSize(120);
    }
}
