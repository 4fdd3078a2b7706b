package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TableTextTest {

    @Test
    void laysOutTheServersColumns() throws Exception {
        assertThat(TableText.lines(table(), false))
                .containsExactly("NAME       READY", "web-1      1/1", "longer-2   0/1");
    }

    @Test
    void leavesOutColumnsForWideOutput() throws Exception {
        assertThat(TableText.lines(table(), false)).noneMatch(line -> line.contains("10.0.0."));
    }

    @Test
    void putsTheNamespaceFirst() throws Exception {
        assertThat(TableText.lines(table(), true)).first().asString().isEqualTo("NAMESPACE   NAME       READY");
        assertThat(TableText.lines(table(), true)).element(1).asString().startsWith("pets        web-1 ");
    }

    @Test
    void aValueThatIsNotThereIsBlankAndALongOneIsCut() throws Exception {
        JsonNode table = new ObjectMapper()
                .readTree(
                        """
                {"columnDefinitions": [{"name": "Name"}, {"name": "Size"}, {"name": "Note"}],
                 "rows": [{"cells": ["a", null, "first\\nsecond"]}]}
                """);
        assertThat(TableText.lines(table, false)).containsExactly("NAME   SIZE   NOTE", "a             first...");
    }

    private static JsonNode table() throws Exception {
        return new ObjectMapper()
                .readTree(
                        """
                {"columnDefinitions": [
                   {"name": "Name", "priority": 0}, {"name": "Ready", "priority": 0}, {"name": "IP", "priority": 1}],
                 "rows": [
                   {"cells": ["web-1", "1/1", "10.0.0.1"], "object": {"metadata": {"namespace": "pets"}}},
                   {"cells": ["longer-2", "0/1", "10.0.0.2"], "object": {"metadata": {"namespace": "pets"}}}]}
                """);
    }
}
