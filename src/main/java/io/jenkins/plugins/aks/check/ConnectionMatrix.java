package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Connections as people write them: rows with {@code from}, {@code to} and {@code expect}; a list in {@code from} or
 * {@code to} stands for each of its members.
 */
public final class ConnectionMatrix {
    /** More make a report that nobody reads, and a check that takes too long. */
    public static final int MOST = 2000;

    private static final Set<String> KEYS =
            Set.of("from", "to", "port", "protocol", "expect", "container", "namespace");

    private ConnectionMatrix() {}

    /**
     * @param parameter the name of the step's parameter, for errors
     * @param namespace of the sources, where a row names none
     * @throws InvalidParameterException naming the row that is wrong
     */
    public static List<Connection> parse(String parameter, List<?> rows, String namespace)
            throws InvalidParameterException {
        List<Connection> connections = new ArrayList<>();
        int number = 0;
        for (Object row : rows == null ? List.of() : rows) {
            number++;
            connections.addAll(row(parameter + ", row " + number, row, namespace));
        }
        if (connections.isEmpty() || connections.size() > MOST) {
            throw new InvalidParameterException(
                    parameter,
                    connections.isEmpty() ? null : connections.size() + " connections",
                    "1 to " + MOST + " connections, as [[from: 'order-service', to: 'rabbitmq:5672', expect: 'allow']]",
                    "Say what to check.");
        }
        refuseContradictions(parameter, connections);
        return connections;
    }

    private static List<Connection> row(String where, Object given, String namespace) throws InvalidParameterException {
        if (!(given instanceof Map<?, ?> row)) {
            throw new InvalidParameterException(
                    where, given, "a map with from, to and expect", "Write [from: …, to: …, expect: …].");
        }
        for (Object key : row.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new InvalidParameterException(
                        where,
                        key,
                        "the keys from, to, expect, and if needed port, protocol, container, namespace",
                        "Correct the key.");
            }
        }
        Expectation expect = Expectation.parse(text(row, "expect"), where + ", expect");
        String container = text(row, "container");
        String space = text(row, "namespace").isEmpty() ? namespace : text(row, "namespace");
        List<Connection> connections = new ArrayList<>();
        for (String from : texts(row, "from", where)) {
            ProbeSource source = new ProbeSource(space, source(from, where), container);
            for (String to : texts(row, "to", where)) {
                connections.add(new Connection(source, target(row, to, where), expect));
            }
        }
        return connections;
    }

    private static ProbeTarget target(Map<?, ?> row, String to, String where) throws InvalidParameterException {
        String protocol = text(row, "protocol");
        if (!protocol.isEmpty() && !protocol.equalsIgnoreCase("tcp")) {
            throw new InvalidParameterException(
                    where + ", protocol",
                    protocol,
                    "tcp",
                    "A datagram that is dropped and one that is not answered look alike; for DNS write to:"
                            + " 'dns:name'.");
        }
        String port = text(row, "port");
        return ProbeTarget.parse(port.isEmpty() ? to : to + ":" + port, where + ", to");
    }

    private static String source(String from, String where) throws InvalidParameterException {
        boolean selector = from.contains("=") && from.matches("[A-Za-z0-9_./=!,() -]+");
        if (!selector && !from.matches("([a-z]+/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?")) {
            throw new InvalidParameterException(
                    where + ", from",
                    from,
                    "a workload such as order-service or deployment/order-service, pod/name, a label selector such as"
                            + " app=web, or world",
                    "Correct the row's 'from'.");
        }
        return from;
    }

    private static List<String> texts(Map<?, ?> row, String key, String where) throws InvalidParameterException {
        List<String> texts = new ArrayList<>();
        Object given = row.get(key);
        for (Object each : given instanceof List<?> list ? list : given == null ? List.of() : List.of(given)) {
            texts.add(String.valueOf(each).strip());
        }
        if (texts.isEmpty() || texts.contains("")) {
            throw new InvalidParameterException(where + ", " + key, given, "a text or a list of texts", "Give one.");
        }
        return texts;
    }

    private static String text(Map<?, ?> row, String key) {
        Object value = row.get(key);
        return value == null ? "" : String.valueOf(value).strip();
    }

    /** A connection that stands there twice makes two tests of one name; with two expectations one must fail. */
    private static void refuseContradictions(String parameter, List<Connection> connections)
            throws InvalidParameterException {
        Map<String, Connection> seen = new HashMap<>();
        for (Connection connection : connections) {
            String key = connection.from() + " " + connection.check().name();
            if (seen.put(key, connection) != null) {
                throw new InvalidParameterException(
                        parameter,
                        connection.check().name(),
                        "each connection once",
                        "Remove one of the rows, or take it out of a list.");
            }
        }
    }
}
