package io.jenkins.plugins.aks.workload;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads objects of a cluster (W020, W021, W027, W043, W084, W148). */
public final class KubeGetStep extends AksStep {

    private static final String DEFAULT_NAMESPACE = "default";

    private final String kind;
    private String name;
    private String namespace;
    private boolean allNamespaces;
    private String selector;
    private String fieldSelector;
    private boolean describe;
    private boolean optional;

    @DataBoundConstructor
    public KubeGetStep(String kind) {
        this.kind = Util.fixEmptyAndTrim(kind);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (kind == null) {
            throw new InvalidParameterException(
                    "kind", kind, "a kind, its plural or its short name, e.g. nodes or deploy", "Say what to read.");
        }
        if (name != null && (selector != null || fieldSelector != null || allNamespaces)) {
            throw new InvalidParameterException(
                    "name",
                    name,
                    "a name alone, without selector, fieldSelector and allNamespaces",
                    "Ask for one object by name, or for several by selector.");
        }
        requireSegment("name", name);
        requireSegment("namespace", namespace);
        return new KubeGet(
                scope.kubernetesId(),
                new KubeQuery(
                        kind,
                        Util.fixNull(name),
                        getNamespace(),
                        allNamespaces,
                        Util.fixNull(selector),
                        Util.fixNull(fieldSelector),
                        describe,
                        optional));
    }

    /** Clients resolve these two in a path, however they are encoded. */
    private static void requireSegment(String parameter, String value) throws InvalidParameterException {
        if (".".equals(value) || "..".equals(value)) {
            throw new InvalidParameterException(
                    parameter, value, "the name of an object, which '.' and '..' are not", "Correct the name.");
        }
    }

    @Override
    protected String title() {
        return "kubeGet " + kind;
    }

    public String getKind() {
        return kind;
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public String getNamespace() {
        return namespace == null ? DEFAULT_NAMESPACE : namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public boolean isAllNamespaces() {
        return allNamespaces;
    }

    @DataBoundSetter
    public void setAllNamespaces(boolean allNamespaces) {
        this.allNamespaces = allNamespaces;
    }

    public String getSelector() {
        return selector;
    }

    @DataBoundSetter
    public void setSelector(String selector) {
        this.selector = Util.fixEmptyAndTrim(selector);
    }

    public String getFieldSelector() {
        return fieldSelector;
    }

    @DataBoundSetter
    public void setFieldSelector(String fieldSelector) {
        this.fieldSelector = Util.fixEmptyAndTrim(fieldSelector);
    }

    public boolean isDescribe() {
        return describe;
    }

    @DataBoundSetter
    public void setDescribe(boolean describe) {
        this.describe = describe;
    }

    public boolean isOptional() {
        return optional;
    }

    @DataBoundSetter
    public void setOptional(boolean optional) {
        this.optional = optional;
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("kubeGet", "Kubernetes: read objects of a cluster");
        }
    }
}
