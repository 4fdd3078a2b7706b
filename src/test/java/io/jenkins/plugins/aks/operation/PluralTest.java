package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralTest {

    @Test
    void oneIsNotMany() {
        assertThat(Plural.of(1, "object")).isEqualTo("1 object");
        assertThat(Plural.of(0, "object")).isEqualTo("0 objects");
        assertThat(Plural.of(12, "connection")).isEqualTo("12 connections");
    }
}
