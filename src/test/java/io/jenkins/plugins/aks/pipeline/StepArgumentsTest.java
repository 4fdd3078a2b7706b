package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

class StepArgumentsTest {
    private static ProbeStep step() {
        ProbeStep step = new ProbeStep("demo");
        step.setCount(5);
        step.setLimit(0);
        step.setStrict(false);
        step.setTags(Map.of("team", "a"));
        step.setZones(List.of("1", "2"));
        step.setCluster("c");
        return step;
    }

    @Test
    void allParametersAreSavedByName() {
        assertThat(StepArguments.capture(step()))
                .containsEntry("name", "demo")
                .containsEntry("count", 5)
                .containsEntry("limit", 0)
                .containsEntry("strict", false)
                .containsEntry("tags", Map.of("team", "a"))
                .containsEntry("zones", List.of("1", "2"))
                .containsEntry("cluster", "c")
                .containsEntry("onAbort", "cancel")
                .containsEntry("timeLimit", "2h")
                .doesNotContainKeys("subscription", "world");
    }

    @Test
    void restoredIsTheSame() {
        TreeMap<String, Object> arguments = StepArguments.capture(step());
        TreeMap<String, Object> loaded = Controller.load(Controller.save(arguments));
        ProbeStep restored = StepArguments.restore(ProbeStep.class, loaded);
        assertThat(StepArguments.capture(restored)).isEqualTo(arguments);
    }

    @Test
    void aParameterThatAnUpgradeBringsHasItsDefault() {
        TreeMap<String, Object> old = StepArguments.capture(step());
        old.remove("count");
        old.remove("strict");
        old.remove("timeLimit");
        ProbeStep restored = StepArguments.restore(ProbeStep.class, old);
        assertThat(restored.getCount()).isEqualTo(3);
        assertThat(restored.isStrict()).isTrue();
        assertThat(restored.getTimeLimit()).isEqualTo("2h");
        assertThat(restored.getName()).isEqualTo("demo");
    }

    @Test
    void aParameterThatAnUpgradeTakesAwayIsLeftOut() {
        TreeMap<String, Object> old = StepArguments.capture(step());
        old.put("gone", "x");
        assertThat(StepArguments.capture(StepArguments.restore(ProbeStep.class, old)))
                .doesNotContainKey("gone");
    }

    @Test
    void numbersFitTheirParameters() {
        ProbeStep restored = StepArguments.restore(ProbeStep.class, Map.of("name", "x", "count", 7L, "limit", 8L));
        assertThat(restored.getCount()).isEqualTo(7);
        assertThat(restored.getLimit()).isEqualTo(8);
    }

    @Test
    void theDigestTellsCallsApart() {
        AksContext context = AksContext.empty().withSubscription("s");
        String digest = SavedStep.of(step()).digest(context);
        assertThat(SavedStep.of(step()).digest(context)).isEqualTo(digest);
        assertThat(SavedStep.of(step()).digest(AksContext.empty())).isNotEqualTo(digest);
        ProbeStep other = step();
        other.setZones(List.of("2", "1"));
        assertThat(SavedStep.of(other).digest(context)).isNotEqualTo(digest);
    }

    @Test
    void namesAValueThatCannotBeSaved() {
        assertThatThrownBy(() -> StepArguments.capture(new Thready()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value is a java.lang.Thread");
    }

    /** A step with a parameter that is no plain value. */
    public static final class Thready extends Step {
        @DataBoundConstructor
        public Thready() {}

        public Object getValue() {
            return Thread.currentThread();
        }

        @DataBoundSetter
        public void setValue(Object value) {
            throw new UnsupportedOperationException(String.valueOf(value));
        }

        @Override
        public StepExecution start(StepContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
