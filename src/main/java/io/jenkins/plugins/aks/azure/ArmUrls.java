package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.OperationException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Makes the URLs of one service, and admits no other host: the token must not go anywhere else. */
final class ArmUrls {
    private static final String PLAIN = "-._~!$&()*+,;=:@/?%'";

    private final URI base;

    ArmUrls(String base) {
        this.base = URI.create(base);
    }

    /**
     * @param path may have a query; doubled slashes are made single, since Azure's own libraries emit them
     * @param apiVersion empty for a service that has none
     */
    String of(String path, String apiVersion) throws OperationException {
        int question = path.indexOf('?');
        String plain = "/" + (question < 0 ? path : path.substring(0, question));
        String query = question < 0 ? "" : path.substring(question + 1);
        plain = plain.replaceAll("/{2,}", "/");
        for (String segment : plain.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..") || segment.contains("#")) {
                throw new OperationException("'" + path + "' is not the path of an Azure resource: it has the part '"
                        + segment + "'. Check the names that it was made of.");
            }
        }
        if (!apiVersion.isEmpty() && !query.contains("api-version=")) {
            query = query.isEmpty() ? "api-version=" + apiVersion : query + "&api-version=" + apiVersion;
        }
        return base + encoded(plain) + (query.isEmpty() ? "" : "?" + encoded(query));
    }

    /**
     * @param url absolute, or a path of this host
     * @throws OperationException if it leads to another scheme, host or port; a regional host of the same service, such as
     *     {@code eastus.management.azure.com}, is none
     */
    String own(String url) throws OperationException {
        URI target;
        try {
            target = base.resolve(encoded(url));
        } catch (IllegalArgumentException e) {
            throw new OperationException(
                    "the service at " + base + " gave out a URL that cannot be read: " + withoutQuery(url));
        }
        boolean same = base.getScheme().equalsIgnoreCase(target.getScheme())
                && isOwn(target.getHost())
                && port(base) == port(target)
                && target.getRawUserInfo() == null;
        if (!same) {
            throw new OperationException("the URL " + withoutQuery(url) + " leads away from " + base
                    + ", and is not followed because the access token would go there. Check the cloud's endpoints.");
        }
        return target.toString();
    }

    private boolean isOwn(String host) {
        String own = base.getHost().toLowerCase(Locale.ROOT);
        String lower = String.valueOf(host).toLowerCase(Locale.ROOT);
        return lower.equals(own) || lower.endsWith("." + own);
    }

    /** The path part of a URL or path, for messages. */
    static String pathOf(String url) {
        String path = withoutQuery(url);
        int scheme = path.indexOf("://");
        int slash = scheme < 0 ? 0 : path.indexOf('/', scheme + 3);
        return (slash < 0 ? "/" : path.substring(slash)).replaceAll("/{2,}", "/");
    }

    private static String withoutQuery(String url) {
        return url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equals(uri.getScheme().toLowerCase(Locale.ROOT)) ? 80 : 443;
    }

    private static String encoded(String text) {
        StringBuilder result = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                result.append(c);
            } else {
                result.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return result.toString();
    }
}
