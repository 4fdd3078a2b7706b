package io.jenkins.plugins.aks.sandbox.kubernetes;

import io.jenkins.plugins.aks.sandbox.InnerCalls;
import io.jenkins.plugins.aks.sandbox.Seal;
import io.jenkins.plugins.aks.sandbox.Store;
import java.util.Optional;

/** What containers write may be a secret, as with the workshop's program, so the sandbox's state holds it sealed. */
record LogSecrecy(Optional<Seal> seal) {

    /** A cluster outside a sandbox keeps nothing on disk, and seals nothing. */
    static LogSecrecy in(Store store) {
        return new LogSecrecy(InnerCalls.sandboxOf(store)
                .map(sandbox -> Seal.in(sandbox.settings().stateDir())));
    }

    String close(String text) {
        return seal.map(with -> with.close(text)).orElse(text);
    }

    String open(String text) {
        return seal.map(with -> with.open(text)).orElse(text);
    }
}
