package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** What one short turn of an {@link Operation} came to: the end, or a time to look again. */
public sealed interface Turn {

    /**
     * The wanted state is reached.
     *
     * @param result what the step returns: maps, lists, strings, numbers, booleans, nothing else
     */
    record Done(Map<String, Object> result) implements Turn {
        public Done {
            Objects.requireNonNull(result, "result");
        }
    }

    /**
     * Not there yet.
     *
     * @param after how long to wait before the next turn; zero for at once
     * @param waitingFor what is waited for, as the log shows it, e.g. {@code "cluster demo: Creating"}
     * @param quiet whether the log has no line of it, because it says nothing that the next turn will not say better
     */
    record Again(Duration after, String waitingFor, boolean quiet) implements Turn {
        public Again {
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(waitingFor, "waitingFor");
            if (after.isNegative()) {
                throw new IllegalArgumentException("a turn cannot ask for a negative wait: " + after);
            }
        }

        /** The same with a text before it that says where it belongs. */
        Again within(String title) {
            return new Again(after, title + waitingFor, quiet);
        }
    }

    static Turn done(Map<String, Object> result) {
        return new Done(result);
    }

    static Turn again(Duration after, String waitingFor) {
        return new Again(after, waitingFor, false);
    }

    /** The next turn follows at once and has more to say. */
    static Turn goOn(String waitingFor) {
        return new Again(Duration.ZERO, waitingFor, true);
    }
}
