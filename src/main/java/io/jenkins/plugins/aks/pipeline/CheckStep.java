package io.jenkins.plugins.aks.pipeline;

import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that end with a verdict: what a failed check does to the build, and the report. */
public abstract class CheckStep extends AksStep {

    /** The default of {@link #getOnFailure}. */
    public static final String FAIL = "fail";

    private String onFailure;
    private String junit;

    /** {@code fail}, {@code unstable} or {@code ignore}. */
    public final String getOnFailure() {
        return onFailure == null ? FAIL : onFailure;
    }

    @DataBoundSetter
    public final void setOnFailure(String onFailure) {
        this.onFailure = Util.fixEmptyAndTrim(onFailure);
    }

    /** The file of the workspace for the report; null for none. */
    public final String getJunit() {
        return junit;
    }

    @DataBoundSetter
    public final void setJunit(String junit) {
        this.junit = Util.fixEmptyAndTrim(junit);
    }
}
