package io.jenkins.plugins.aks.workload;

import hudson.Util;
import io.jenkins.plugins.aks.kubernetes.ObjectChoice;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksStep;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that are about objects by kind and name, or by kind and selector. */
public abstract class ObjectsStep extends AksStep {
    private final String kind;
    private String name;
    private String namespace;
    private String selector;

    protected ObjectsStep(String kind) {
        this.kind = Util.fixEmptyAndTrim(kind);
    }

    /** @throws InvalidParameterException for a missing kind, and for a name together with a selector */
    final ObjectChoice choice() throws InvalidParameterException {
        if (kind == null) {
            throw new InvalidParameterException(
                    "kind", null, "a kind, its plural or its short name, e.g. deployment", "Say what it is about.");
        }
        if ((name == null) == (selector == null)) {
            throw new InvalidParameterException(
                    "name",
                    name,
                    "either a name or a selector",
                    "Name one object, or give a label selector such as app=web.");
        }
        requireSegment("name", name);
        requireSegment("namespace", namespace);
        return new ObjectChoice(kind, Util.fixNull(name), Util.fixNull(namespace), Util.fixNull(selector));
    }

    /** Clients resolve these two in a path, however they are encoded. */
    private static void requireSegment(String parameter, String value) throws InvalidParameterException {
        if (".".equals(value) || "..".equals(value)) {
            throw new InvalidParameterException(
                    parameter, value, "the name of an object, which '.' and '..' are not", "Correct the name.");
        }
    }

    @Override
    protected final String title() {
        return getDescriptor().getFunctionName() + " " + kind + (name == null ? "" : " " + name);
    }

    public final String getKind() {
        return kind;
    }

    public final String getName() {
        return name;
    }

    @DataBoundSetter
    public final void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public final String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public final void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public final String getSelector() {
        return selector;
    }

    @DataBoundSetter
    public final void setSelector(String selector) {
        this.selector = Util.fixEmptyAndTrim(selector);
    }
}
