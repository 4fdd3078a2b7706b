package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.net.URI;

/**
 * Where a probe leads.
 *
 * @param kind what is tried
 * @param host a name or an address
 * @param port 0 for a lookup of a name
 * @param text as rows and reports name it
 */
public record ProbeTarget(Kind kind, String host, int port, String text) {
    private static final String FORMS = "host:port, an http or https address, or dns:name";

    /** What is tried. */
    public enum Kind {
        /** That a TCP connection opens. */
        TCP,
        /** That an HTTP request is answered. */
        HTTP,
        /** That the cluster's name server answers. */
        DNS
    }

    /** @param where the row, for errors */
    static ProbeTarget parse(String text, String where) throws InvalidParameterException {
        if (text.startsWith("dns:") && text.length() > 4) {
            return new ProbeTarget(Kind.DNS, host(text.substring(4), text, where), 0, text);
        }
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return address(text, where);
        }
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
            throw wrong(text, where);
        }
        return new ProbeTarget(Kind.TCP, host(text.substring(0, colon), text, where), Integer.parseInt(port), text);
    }

    private static ProbeTarget address(String text, String where) throws InvalidParameterException {
        try {
            URI uri = URI.create(text);
            int usual = text.startsWith("https") ? 443 : 80;
            if (uri.getHost() != null && uri.getUserInfo() == null && text.matches("[\\x21-\\x7e]+")) {
                return new ProbeTarget(Kind.HTTP, uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort(), text);
            }
        } catch (IllegalArgumentException e) {
            // Told below with the forms that are allowed.
        }
        throw wrong(text, where);
    }

    /** What becomes an argument of a program in a container is a host and nothing else. */
    private static String host(String host, String text, String where) throws InvalidParameterException {
        if (!host.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9.])?")) {
            throw wrong(text, where);
        }
        return host;
    }

    private static InvalidParameterException wrong(String text, String where) {
        return new InvalidParameterException(where, text, FORMS, "Correct the row's 'to'.");
    }

    public boolean isAddress() {
        return host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
