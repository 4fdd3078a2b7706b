package io.jenkins.plugins.aks.mesh;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Brings the pods of namespaces into the mesh, or out of it (W063 to W067). */
public final class MeshInjectStep extends AksStep {
    static final String ON = "on";

    private static final String WORKLOAD_WAIT = "10m";

    private final List<String> namespaces;
    private String state;
    private String revision;
    private boolean ignoreBudgets;
    private String workloadWait;

    /** A form gives a list as one text, separated by commas. */
    @DataBoundConstructor
    public MeshInjectStep(List<String> namespaces) {
        this.namespaces = Lists.split(namespaces);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return MeshInject.of(InjectSpec.of(scope, namespaces, getState(), revision, ignoreBudgets, getWorkloadWait()));
    }

    @Override
    protected String title() {
        return "meshInject " + (namespaces == null ? "" : String.join(", ", namespaces));
    }

    public List<String> getNamespaces() {
        return namespaces;
    }

    public String getState() {
        return state == null ? ON : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    /** Null for the newest that is installed. */
    public String getRevision() {
        return revision;
    }

    @DataBoundSetter
    public void setRevision(String revision) {
        this.revision = Util.fixEmptyAndTrim(revision);
    }

    public boolean isIgnoreBudgets() {
        return ignoreBudgets;
    }

    @DataBoundSetter
    public void setIgnoreBudgets(boolean ignoreBudgets) {
        this.ignoreBudgets = ignoreBudgets;
    }

    public String getWorkloadWait() {
        return workloadWait == null ? WORKLOAD_WAIT : workloadWait;
    }

    @DataBoundSetter
    public void setWorkloadWait(String workloadWait) {
        this.workloadWait = Util.fixEmptyAndTrim(workloadWait);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("meshInject", "Mesh: bring the pods of namespaces into the mesh or out of it");
        }
    }
}
