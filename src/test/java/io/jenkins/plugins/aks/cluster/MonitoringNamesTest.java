package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonitoringNamesTest {

    @Test
    void shortNamesAreThoseOfTheCli() {
        assertThat(MonitoringNames.endpoint("westeurope", "demo")).isEqualTo("MSProm-westeurope-demo");
        assertThat(MonitoringNames.metricsRule("westeurope", "demo")).isEqualTo("MSProm-westeurope-demo");
        assertThat(MonitoringNames.logsRule("westeurope", "demo")).isEqualTo("MSCI-westeurope-demo");
        assertThat(MonitoringNames.ruleGroup("NodeRules", "demo")).isEqualTo("NodeRules-demo");
    }

    @Test
    void longNamesAreCutAndEndWithALetterOrDigit() {
        String cluster = "a".repeat(25) + "-" + "b".repeat(37);
        assertThat(MonitoringNames.endpoint("westeurope", cluster)).isEqualTo("MSProm-westeurope-" + "a".repeat(25));
        assertThat(MonitoringNames.metricsRule("westeurope", cluster))
                .hasSize(64)
                .startsWith("MSProm-westeurope-" + "a".repeat(25) + "-b");
        assertThat(MonitoringNames.ruleGroup("R".repeat(250), cluster)).hasSize(260);
    }

    @Test
    void endpointsHaveNoUnderscoresAndAreCutBeforeTheyLoseThem() {
        assertThat(MonitoringNames.endpoint("westeurope", "my_cluster_" + "c".repeat(40)))
                .isEqualTo("MSProm-westeurope-mycluster" + "c".repeat(15));
        assertThat(MonitoringNames.metricsRule("westeurope", "my_cluster")).isEqualTo("MSProm-westeurope-my_cluster");
    }
}
