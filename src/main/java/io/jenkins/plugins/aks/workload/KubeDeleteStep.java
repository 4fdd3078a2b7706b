package io.jenkins.plugins.aks.workload;

import hudson.Extension;
import io.jenkins.plugins.aks.kubernetes.ObjectChoice;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.Locale;
import java.util.Set;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Deletes objects of a cluster and waits until they are gone (W051). */
public final class KubeDeleteStep extends ObjectsStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "15m";

    private static final Set<String> KEPT = Set.of("default", "kube-system", "kube-public", "kube-node-lease");
    private static final Set<String> NAMESPACES = Set.of("namespace", "namespaces", "ns");

    private boolean await = true;

    @DataBoundConstructor
    public KubeDeleteStep(String kind) {
        super(kind);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        ObjectChoice choice = choice();
        if (NAMESPACES.contains(choice.kind().toLowerCase(Locale.ROOT)) && KEPT.contains(choice.name())) {
            throw new InvalidParameterException(
                    "name",
                    choice.name(),
                    "a namespace that is not the cluster's own",
                    "Delete what is in it by kind and selector instead.");
        }
        return new KubeDelete(scope.kubernetesId(), choice, await);
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public boolean isAwait() {
        return await;
    }

    @DataBoundSetter
    public void setAwait(boolean await) {
        this.await = await;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("kubeDelete", "Kubernetes: delete objects and wait until they are gone");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
