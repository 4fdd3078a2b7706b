package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Operation;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** A block whose operations are those of two worlds. */
public final class ProbeBlockStep extends AksBlockStep {
    static ProbeWorld before;
    static ProbeWorld after;

    @DataBoundConstructor
    public ProbeBlockStep() {}

    @Override
    protected Operation<AksSession> operation(AksScope scope) {
        return before.operation("before", new ProbeStep("lab"));
    }

    @Override
    protected Operation<AksSession> after(AksScope scope) {
        return after.operation("after", new ProbeStep("lab"));
    }

    @Override
    protected AksContext bodyContext(AksContext context, Map<String, Object> result) {
        return context.withResourceGroup("made-" + result.get("name"));
    }

    /** Known to the memory of the stand-ins by the test. */
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("probeBlock", "Probe block");
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
