package io.jenkins.plugins.aks.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionMatrixTest {

    private static List<Connection> parse(Object... rows) throws Exception {
        return ConnectionMatrix.parse("matrix", List.of(rows), "pets");
    }

    private static Map<String, Object> row(Object from, Object to, Object expect) {
        return Map.of("from", from, "to", to, "expect", expect);
    }

    @Test
    void listsMakeBlocks() throws Exception {
        List<Connection> connections = parse(
                row(List.of("a", "deployment/b"), List.of("c:80", "https://d.e/x"), "deny"),
                row("a", "dns:f", "allow"));

        assertThat(connections.stream()
                        .map(each -> each.check().name() + " " + each.check().expected()))
                .containsExactly(
                        "a -> c:80 deny",
                        "a -> https://d.e/x deny",
                        "deployment/b -> c:80 deny",
                        "deployment/b -> https://d.e/x deny",
                        "a -> dns:f allow");
        assertThat(connections.get(1).to())
                .isEqualTo(new ProbeTarget(ProbeTarget.Kind.HTTP, "d.e", 443, "https://d.e/x"));
        assertThat(connections.get(4).to().kind()).isEqualTo(ProbeTarget.Kind.DNS);
    }

    @Test
    void aRowMaySayMore() throws Exception {
        Connection connection = parse(Map.of(
                        "from",
                        "app=a,tier!=b",
                        "to",
                        "c",
                        "port",
                        80,
                        "protocol",
                        "TCP",
                        "expect",
                        "allow",
                        "container",
                        "m",
                        "namespace",
                        "other"))
                .get(0);
        assertThat(connection.from()).isEqualTo(new ProbeSource("other", "app=a,tier!=b", "m"));
        assertThat(connection.to().text()).isEqualTo("c:80");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a      | c:80        | maybe | matrix, row 1, expect: 'maybe' was given; allowed: allow, deny",
                "a      | c           | allow | matrix, row 1, to: 'c' was given; allowed: host:port",
                "a      | c:0         | allow | matrix, row 1, to: 'c:0' was given",
                "a      | -oProxy:80  | allow | matrix, row 1, to: '-oProxy:80' was given",
                "a      | http:///x   | allow | matrix, row 1, to: 'http:///x' was given",
                "a      | http://u@h/ | allow | matrix, row 1, to: 'http://u@h/' was given",
                "a      | dns:        | allow | matrix, row 1, to: 'dns:' was given",
                "A B    | c:80        | allow | matrix, row 1, from: 'A B' was given; allowed: a workload",
                "a;b    | c:80        | allow | matrix, row 1, from: 'a;b' was given"
            })
    void whatIsWrongIsNamedWithItsRow(String from, String to, String expect, String message) {
        assertThatThrownBy(() -> parse(row(from, to, expect)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void rowsOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> ConnectionMatrix.parse("matrix", List.of(), "pets"))
                .hasMessageStartingWith("matrix: nothing was given; allowed: 1 to 2000 connections");
        assertThatThrownBy(() -> parse("a -> b")).hasMessageContaining("row 1: 'a -> b' was given; allowed: a map");
        assertThatThrownBy(() -> parse(Map.of("from", "a", "to", "b:1", "expected", "allow")))
                .hasMessageContaining("row 1: 'expected' was given; allowed: the keys from, to, expect");
        assertThatThrownBy(() -> parse(Map.of("from", "a", "expect", "allow")))
                .hasMessageContaining("row 1, to: nothing");
        assertThatThrownBy(() -> parse(Map.of("from", "a", "to", "b:53", "protocol", "udp", "expect", "allow")))
                .hasMessageContaining("row 1, protocol: 'udp' was given; allowed: tcp")
                .hasMessageContaining("dns:name");
        assertThatThrownBy(() -> parse(row("a", "b:1", "allow"), row("a", "b:1", "deny")))
                .hasMessageContaining("'a -> b:1' was given; allowed: each connection once");
        assertThatThrownBy(() -> parse(row(Collections.nCopies(50, "a"), Collections.nCopies(41, "b:1"), "deny")))
                .hasMessageContaining("'2050 connections' was given");
    }
}
