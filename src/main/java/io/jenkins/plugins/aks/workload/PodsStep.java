package io.jenkins.plugins.aks.workload;

import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksStep;
import java.util.Arrays;
import java.util.Objects;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that talk to the containers of pods. */
public abstract class PodsStep extends AksStep {
    private String pod;
    private String workload;
    private String selector;
    private String namespace;
    private String container;

    /** @throws InvalidParameterException unless exactly one of pod, workload and selector is given */
    final PodQuery pods() throws InvalidParameterException {
        long given = Arrays.asList(pod, workload, selector).stream()
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw new InvalidParameterException(
                    "pod",
                    pod,
                    "exactly one of pod, workload and selector",
                    "Name a pod, a workload such as deployment/web, or a label selector such as app=web.");
        }
        if (workload != null && !workload.matches("[A-Za-z0-9.]+/[A-Za-z0-9.-]+")) {
            throw new InvalidParameterException(
                    "workload", workload, "kind/name, e.g. deployment/web", "Give both, with a slash between them.");
        }
        requireName("pod", pod);
        requireName("namespace", namespace);
        requireName("container", container);
        return new PodQuery(
                Util.fixNull(pod),
                Util.fixNull(workload),
                Util.fixNull(selector),
                namespace == null ? "default" : namespace,
                Util.fixNull(container));
    }

    private static void requireName(String parameter, String value) throws InvalidParameterException {
        if (value != null && !value.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")) {
            throw new InvalidParameterException(
                    parameter, value, "a name: lower-case letters, digits, hyphens and dots", "Correct the name.");
        }
    }

    @Override
    protected final String title() {
        String what = pod != null ? pod : workload != null ? workload : Util.fixNull(selector);
        return (getDescriptor().getFunctionName() + " " + what).trim();
    }

    public final String getPod() {
        return pod;
    }

    @DataBoundSetter
    public final void setPod(String pod) {
        this.pod = Util.fixEmptyAndTrim(pod);
    }

    public final String getWorkload() {
        return workload;
    }

    @DataBoundSetter
    public final void setWorkload(String workload) {
        this.workload = Util.fixEmptyAndTrim(workload);
    }

    public final String getSelector() {
        return selector;
    }

    @DataBoundSetter
    public final void setSelector(String selector) {
        this.selector = Util.fixEmptyAndTrim(selector);
    }

    public final String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public final void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public final String getContainer() {
        return container;
    }

    @DataBoundSetter
    public final void setContainer(String container) {
        this.container = Util.fixEmptyAndTrim(container);
    }
}
