package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** How revocation answers get here; this package has no network of its own. */
@FunctionalInterface
public interface Fetcher {
    /** @return the body of a 200; anything else is an exception that says what went wrong */
    byte[] fetch(Request request) throws IOException;

    /**
     * A request.
     *
     * @param url with http; revocation answers are signed themselves
     * @param body what to POST as application/ocsp-request; a GET without
     * @param limit how many bytes the answer may have
     * @param timeout for the whole exchange
     */
    record Request(String url, Optional<byte[]> body, int limit, Duration timeout) {}
}
