package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WritersTest {

    private final Writers writers = new Writers();
    private final List<String> granted = new ArrayList<>();
    private final Writers.Waiter first = new Named("first");
    private final Writers.Waiter second = new Named("second");
    private final Writers.Waiter third = new Named("third");

    private final class Named implements Writers.Waiter {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public void granted() {
            granted.add(name);
        }
    }

    @Test
    void admitsOneByKeyAndTheSameAgain() {
        assertThat(writers.enter("cluster", first, false)).isTrue();
        assertThat(writers.enter("cluster", first, false)).isTrue();
        assertThat(writers.enter("cluster", second, false)).isFalse();
        assertThat(writers.enter("other", second, false)).isTrue();
    }

    @Test
    void passesOnInTheOrderOfComing() {
        writers.enter("cluster", first, false);
        writers.enter("cluster", second, false);
        writers.enter("cluster", third, false);
        writers.enter("cluster", second, false);

        writers.leave("cluster", first);
        assertThat(granted).containsExactly("second");
        assertThat(writers.enter("cluster", second, false)).isTrue();
        assertThat(writers.enter("cluster", third, false)).isFalse();

        writers.leave("cluster", second);
        assertThat(granted).containsExactly("second", "third");
    }

    @Test
    void oneThatWroteBeforeARestartGoesFirst() {
        writers.enter("cluster", first, false);
        writers.enter("cluster", second, false);
        writers.enter("cluster", third, true);

        writers.leave("cluster", first);

        assertThat(granted).containsExactly("third");
    }

    @Test
    void aWaiterThatLeavesIsNotGranted() {
        writers.enter("cluster", first, false);
        writers.enter("cluster", second, false);
        writers.enter("cluster", third, false);

        writers.leave("cluster", second);
        writers.leave("cluster", first);

        assertThat(granted).containsExactly("third");
    }

    @Test
    void isFreeAfterTheLastHasLeft() {
        writers.enter("cluster", first, false);
        writers.leave("cluster", first);
        writers.leave("cluster", first);

        assertThat(granted).isEmpty();
        assertThat(writers.enter("cluster", second, false)).isTrue();
    }

    @Test
    void whoIsGrantedMayLeaveAtOnce() {
        Writers.Waiter impatient = new Writers.Waiter() {
            @Override
            public void granted() {
                writers.leave("cluster", this);
            }
        };
        writers.enter("cluster", first, false);
        writers.enter("cluster", impatient, false);
        writers.enter("cluster", second, false);

        writers.leave("cluster", first);

        assertThat(granted).containsExactly("second");
    }
}
