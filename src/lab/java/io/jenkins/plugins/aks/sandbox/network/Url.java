package io.jenkins.plugins.aks.sandbox.network;

/**
 * The parts of an address that a client of HTTP needs.
 *
 * @param path with its query
 */
record Url(String scheme, String host, int port, String path) {

    static Url parse(String text) {
        String scheme = text.startsWith("https://") ? "https" : "http";
        String rest = text.replaceFirst("^https?://", "");
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "/" : rest.substring(slash);
        int colon = authority.indexOf(':');
        int port = colon >= 0 ? Integer.parseInt(authority.substring(colon + 1)) : scheme.equals("https") ? 443 : 80;
        return new Url(scheme, colon < 0 ? authority : authority.substring(0, colon), port, path);
    }

    Url redirected(String location) {
        return location.startsWith("/") ? new Url(scheme, host, port, location) : parse(location);
    }
}
