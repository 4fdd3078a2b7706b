package io.jenkins.plugins.aks.pipeline;

import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps on a key vault have in common: which one it is, and how long to wait for the right to what it holds. */
public abstract class VaultStep extends AksStep {
    private String vault;
    private String accessWait;

    /** A name or an id; null for none. */
    public final String getVault() {
        return vault;
    }

    @DataBoundSetter
    public final void setVault(String vault) {
        this.vault = Util.fixEmptyAndTrim(vault);
    }

    /** A duration, e.g. {@code 5m}. */
    public final String getAccessWait() {
        return accessWait == null ? VaultAccess.WAIT : accessWait;
    }

    @DataBoundSetter
    public final void setAccessWait(String accessWait) {
        this.accessWait = Util.fixEmptyAndTrim(accessWait);
    }
}
