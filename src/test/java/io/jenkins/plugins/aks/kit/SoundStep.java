package io.jenkins.plugins.aks.kit;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that lacks nothing. */
public final class SoundStep extends AksStep {
    private final String name;
    private int count = 3;

    @DataBoundConstructor
    public SoundStep(String name) {
        this.name = name;
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) {
        return (session, journal) -> Turn.done(Map.of());
    }

    public String getName() {
        return name;
    }

    public int getCount() {
        return count;
    }

    @DataBoundSetter
    public void setCount(int count) {
        this.count = count;
    }

    /** In no index: only the kit's own tests know it. */
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("sound", "A sound step");
        }
    }
}
