package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvalidParameterExceptionTest {

    @Test
    void saysParameterGivenAllowedAndAdvice() {
        var refused = new InvalidParameterException("nodeCount", 0, "1 to 1000", "Ask for at least one node.");

        assertThat(refused).hasMessage("nodeCount: '0' was given; allowed: 1 to 1000. Ask for at least one node.");
        assertThat(refused.data()).containsEntry("parameter", "nodeCount").containsEntry("given", "0");
    }

    @Test
    void saysThatNothingWasGiven() {
        assertThat(new InvalidParameterException("name", "", "a name", "Give one."))
                .hasMessageStartingWith("name: nothing was given; allowed: a name.");
    }
}
