package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A loop over three names, of which the first may be a gate. */
public final class ProbeLoopStep extends AksLoopStep {
    static ProbeWorld world;

    private boolean failFast = true;
    private boolean gate;

    @DataBoundConstructor
    public ProbeLoopStep() {}

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return world.operation("look", new ProbeStep("lab"));
    }

    @Override
    protected List<BodyRun> runs(AksContext context, Map<String, Object> result) {
        return List.of(run(context, "one", gate), run(context, "two", false), run(context, "three", false));
    }

    private static BodyRun run(AksContext context, String name, boolean gate) {
        return new BodyRun(name, context.withCluster(name), Map.of("FLEET_MEMBER", name), gate);
    }

    @Override
    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public boolean isGate() {
        return gate;
    }

    @DataBoundSetter
    public void setGate(boolean gate) {
        this.gate = gate;
    }

    /** Known to the memory of the stand-ins by the test. */
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("probeLoop", "Probe loop");
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
