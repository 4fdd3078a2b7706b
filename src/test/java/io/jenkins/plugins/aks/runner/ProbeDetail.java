package io.jenkins.plugins.aks.runner;

import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Something that is nested in a step's parameters. */
public final class ProbeDetail extends AbstractDescribableImpl<ProbeDetail> {

    private final String text;
    private long level;

    @DataBoundConstructor
    public ProbeDetail(String text) {
        this.text = text;
    }

    public String getText() {
        return text;
    }

    public long getLevel() {
        return level;
    }

    @DataBoundSetter
    public void setLevel(long level) {
        this.level = level;
    }

    /** Its descriptor. */
    @Symbol("probeDetail")
    public static final class DescriptorImpl extends Descriptor<ProbeDetail> {}
}
