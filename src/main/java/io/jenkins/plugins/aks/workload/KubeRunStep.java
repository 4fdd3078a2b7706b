package io.jenkins.plugins.aks.workload;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Runs a pod once, to its end, and removes it (W093, W094). */
public final class KubeRunStep extends AksStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "10m";

    /** The default of {@link #getName}. */
    public static final String NAME = "run";

    private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    private static final int LONGEST_NAME = 50;
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_.-]*";

    private final String image;
    private List<String> command;
    private List<String> args;
    private Map<String, String> env;
    private Map<String, String> labels;
    private String name;
    private String namespace;
    private String serviceAccount;
    private boolean failOnError = true;

    @DataBoundConstructor
    public KubeRunStep(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (image == null || image.matches(".*\\s.*")) {
            throw new InvalidParameterException(
                    "image", image, "an image, e.g. busybox:1.37", "Say what the pod is to run.");
        }
        requireLabel("name", getName(), LONGEST_NAME);
        requireLabel("namespace", namespace == null ? "default" : namespace, 63);
        if (serviceAccount != null) {
            requireLabel("serviceAccount", serviceAccount, 63);
        }
        for (String variable : env == null ? List.<String>of() : List.copyOf(env.keySet())) {
            if (!variable.matches(VARIABLE)) {
                throw new InvalidParameterException(
                        "env", variable, "names of letters, digits and underscores", "Correct the name.");
            }
        }
        PodSpecText pod = new PodSpecText(
                image,
                command == null ? List.of() : command,
                args == null ? List.of() : args,
                env == null ? Map.of() : env,
                labels == null ? Map.of() : labels,
                Util.fixNull(serviceAccount),
                Durations.parse(getTimeLimit(), "timeLimit"));
        return new KubeRun(
                scope.kubernetesId(),
                namespace == null ? "default" : namespace,
                PodSpecText.uniqueName(getName(), scope.kubernetesId() + " " + scope.key()),
                pod,
                failOnError);
    }

    private static void requireLabel(String parameter, String value, int longest) throws InvalidParameterException {
        if (!value.matches(LABEL) || value.length() > longest) {
            throw new InvalidParameterException(
                    parameter,
                    value,
                    "1 to " + longest + " lower-case letters, digits and hyphens",
                    "Correct the name.");
        }
    }

    @Override
    protected String title() {
        return "kubeRun " + Util.fixNull(image);
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public String getImage() {
        return image;
    }

    public List<String> getCommand() {
        return command;
    }

    @DataBoundSetter
    public void setCommand(List<String> command) {
        this.command = Lists.words(command);
    }

    public List<String> getArgs() {
        return args;
    }

    @DataBoundSetter
    public void setArgs(List<String> args) {
        this.args = Lists.words(args);
    }

    public Map<String, String> getEnv() {
        return env;
    }

    @DataBoundSetter
    public void setEnv(Map<String, String> env) {
        this.env = Lists.texts(env);
    }

    public Map<String, String> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(Map<String, String> labels) {
        this.labels = Lists.texts(labels);
    }

    public String getName() {
        return name == null ? NAME : name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public String getServiceAccount() {
        return serviceAccount;
    }

    @DataBoundSetter
    public void setServiceAccount(String serviceAccount) {
        this.serviceAccount = Util.fixEmptyAndTrim(serviceAccount);
    }

    public boolean isFailOnError() {
        return failOnError;
    }

    @DataBoundSetter
    public void setFailOnError(boolean failOnError) {
        this.failOnError = failOnError;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("kubeRun", "Kubernetes: run a pod once");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
