package io.jenkins.plugins.aks.workload;

import hudson.Extension;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Runs a command in a container (W022, W071). */
public final class KubeExecStep extends PodsStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "10m";

    private final List<String> command;
    private String stdin;
    private boolean failOnError = true;
    private boolean idempotent;

    /** @param command the program and its arguments, one by one */
    @DataBoundConstructor
    public KubeExecStep(List<String> command) {
        this.command = Lists.words(command);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (command == null || command.get(0).isBlank()) {
            throw new InvalidParameterException(
                    "command",
                    null,
                    "a list: the program and its arguments, e.g. ['ls', '/tmp']",
                    "For a script give ['sh', '-c', 'the script'].");
        }
        return new KubeExec(scope.kubernetesId(), pods(), new ExecRequest(command, stdin, failOnError, idempotent));
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public List<String> getCommand() {
        return command;
    }

    public String getStdin() {
        return stdin;
    }

    /** Kept as it is: a command may want an empty input, or one that ends with an empty line. */
    @DataBoundSetter
    public void setStdin(String stdin) {
        this.stdin = stdin;
    }

    public boolean isFailOnError() {
        return failOnError;
    }

    @DataBoundSetter
    public void setFailOnError(boolean failOnError) {
        this.failOnError = failOnError;
    }

    public boolean isIdempotent() {
        return idempotent;
    }

    @DataBoundSetter
    public void setIdempotent(boolean idempotent) {
        this.idempotent = idempotent;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("kubeExec", "Kubernetes: run a command in a container");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
