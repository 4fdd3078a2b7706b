package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BudgetsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant OPEN = NOW.plusSeconds(30);
    private static final Duration SPREAD = Duration.ofMillis(100);

    private final Budgets budgets = new Budgets(SPREAD);

    @Test
    void letsAllThroughWhileNothingIsThrottled() {
        assertThat(budgets.admit("subscription", null, NOW)).isEqualTo(NOW);
        assertThat(budgets.admit("subscription", null, NOW)).isEqualTo(NOW);
    }

    @Test
    void givesPlacesOneSpreadApartOnceThrottled() {
        budgets.throttled("subscription", OPEN);

        assertThat(budgets.admit("subscription", null, NOW)).isEqualTo(OPEN);
        assertThat(budgets.admit("subscription", null, NOW)).isEqualTo(OPEN.plus(SPREAD));
        assertThat(budgets.admit("subscription", null, OPEN)).isEqualTo(OPEN.plus(SPREAD.multipliedBy(2)));
    }

    @Test
    void keepsAPlaceThatWasGiven() {
        budgets.throttled("subscription", OPEN);
        Instant place = budgets.admit("subscription", null, NOW);

        assertThat(budgets.admit("subscription", place, OPEN)).isEqualTo(place);
    }

    @Test
    void takesAPlaceBackWhenThrottledAnewBeyondIt() {
        budgets.throttled("subscription", OPEN);
        Instant place = budgets.admit("subscription", null, NOW);

        budgets.throttled("subscription", OPEN.plusSeconds(30));

        assertThat(budgets.admit("subscription", place, OPEN)).isEqualTo(OPEN.plusSeconds(30));
    }

    @Test
    void aShorterAnswerDoesNotOpenEarlier() {
        budgets.throttled("subscription", OPEN);
        budgets.throttled("subscription", NOW.plusSeconds(1));

        assertThat(budgets.admit("subscription", null, NOW)).isEqualTo(OPEN);
    }

    @Test
    void isOpenForAllAfterTheLastPlace() {
        budgets.throttled("subscription", OPEN);
        budgets.admit("subscription", null, NOW);
        Instant later = OPEN.plusSeconds(1);

        assertThat(budgets.admit("subscription", null, later)).isEqualTo(later);
        assertThat(budgets.admit("subscription", null, later)).isEqualTo(later);
    }

    @Test
    void otherKeysAndNoKeyAreNotHeld() {
        budgets.throttled("subscription", OPEN);
        budgets.throttled("", OPEN);

        assertThat(budgets.admit("other", null, NOW)).isEqualTo(NOW);
        assertThat(budgets.admit("", null, NOW)).isEqualTo(NOW);
    }
}
