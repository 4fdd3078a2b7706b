package io.jenkins.plugins.aks.workload;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.console.ConsoleLogFilter;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksBlockStep;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Namespaces;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Gives the {@code sh} steps in its body a kubeconfig, in a file that is gone after it (W012). */
public final class WithKubeconfigStep extends AksBlockStep {
    private String namespace;

    @DataBoundConstructor
    public WithKubeconfigStep() {
        // All it needs is the cluster, which withAks may give.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        String where = Namespaces.check(namespace);
        String target = scope.kubernetesId();
        return new WriteKubeconfig(target, ResourceId.parse(target).name(), where, KubeconfigFileName.of(scope.key()));
    }

    @Override
    protected Operation<AksSession> after(AksScope scope) {
        return new RemoveKubeconfig(KubeconfigFileName.of(scope.key()));
    }

    @Override
    protected Map<String, String> bodyVariables(Map<String, Object> result) {
        return Map.of("KUBECONFIG", String.valueOf(result.get(WriteKubeconfig.PATH)));
    }

    @Override
    protected List<String> bodyMasks(Map<String, Object> result) {
        List<?> sealed = (List<?>) result.get(WriteKubeconfig.SEALED);
        return sealed.stream().map(String::valueOf).toList();
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("withKubeconfig", "Kubernetes: a kubeconfig for the steps in a block");
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            Set<Class<?>> required = new HashSet<>(super.getRequiredContext());
            required.add(FilePath.class);
            return Set.copyOf(required);
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(EnvironmentExpander.class, ConsoleLogFilter.class);
        }
    }
}
