package io.jenkins.plugins.aks.sandbox.keyvault;

import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.util.Set;

/**
 * One kind of what vaults hold: secrets, keys, certificates. Found by {@link java.util.ServiceLoader}, with a public
 * constructor without parameters.
 */
public interface VaultCollection {

    /** The first segments of its paths, e.g. {@code secrets} and {@code deletedsecrets}. */
    Set<String> paths();

    /** Answers a request of a known caller; may throw {@link VaultRefusal}. Runs alone, in the store's transaction. */
    WebResponse answer(VaultCall call);
}
