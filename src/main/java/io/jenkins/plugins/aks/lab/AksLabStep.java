package io.jenkins.plugins.aks.lab;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksBlockStep;
import io.jenkins.plugins.aks.pipeline.AksContext;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A resource group around a block: made before it, deleted after it, swept later if neither came to pass. */
public final class AksLabStep extends AksBlockStep {

    private final String ttl;
    private String location;
    private boolean keep;

    @DataBoundConstructor
    public AksLabStep(String ttl) {
        this.ttl = Util.fixEmptyAndTrim(ttl);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        String where = location == null ? scope.location().orElse(null) : location;
        return new LabGroup(scope.subscription(), groupName(scope), where, Durations.parse(ttl, "ttl"));
    }

    @Override
    protected Operation<AksSession> after(AksScope scope) throws OperationException {
        String name = groupName(scope);
        return keep ? new KeptLab(name) : new DeleteGroup(scope.subscription(), name, false);
    }

    /** The step's own parameter counts and not that of withAks: a lab deletes its group. */
    private String groupName(AksScope scope) {
        return getResourceGroup() == null ? ResourceGroups.nameFor(scope.key()) : getResourceGroup();
    }

    @Override
    protected AksContext bodyContext(AksContext context, Map<String, Object> result) {
        return context.withResourceGroup(String.valueOf(result.get("name")))
                .withLocation(String.valueOf(result.get("location")))
                .withExpires(String.valueOf(result.get("expires")));
    }

    public String getTtl() {
        return ttl;
    }

    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    public boolean isKeep() {
        return keep;
    }

    @DataBoundSetter
    public void setKeep(boolean keep) {
        this.keep = keep;
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("aksLab", "Lab: a resource group around a block, deleted after it");
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(AksContext.class, EnvironmentExpander.class);
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
