package io.jenkins.plugins.aks.workload;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads the logs of containers, once or until something appears in them (W114). */
public final class KubeLogsStep extends PodsStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "10m";

    /** The default of {@link #getTail}. */
    public static final int TAIL = 200;

    private static final int MOST = 10_000;

    private int tail = TAIL;
    private String since;
    private boolean previous;
    private String until;
    private String follow;

    @DataBoundConstructor
    public KubeLogsStep() {
        // Which pods is one of several parameters, checked together.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (tail < 1 || tail > MOST) {
            throw new InvalidParameterException("tail", tail, "1 to " + MOST + " lines", "Give a number in between.");
        }
        if (previous && (until != null || follow != null)) {
            throw new InvalidParameterException(
                    "previous",
                    true,
                    "without until and follow",
                    "A container's previous run writes nothing more, so there is nothing to wait for.");
        }
        return new KubeLogs(
                scope.kubernetesId(),
                pods(),
                new LogRequest(tail, duration("since", since), previous, pattern(), duration("follow", follow)));
    }

    private static Optional<Duration> duration(String parameter, String text) throws InvalidParameterException {
        return text == null ? Optional.empty() : Optional.of(Durations.parse(text, parameter));
    }

    private Optional<Pattern> pattern() throws InvalidParameterException {
        try {
            return until == null ? Optional.empty() : Optional.of(Pattern.compile(until));
        } catch (PatternSyntaxException e) {
            throw new InvalidParameterException(
                    "until", until, "a regular expression", "It is not one: " + e.getDescription() + ".");
        }
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public int getTail() {
        return tail;
    }

    @DataBoundSetter
    public void setTail(int tail) {
        this.tail = tail;
    }

    public String getSince() {
        return since;
    }

    @DataBoundSetter
    public void setSince(String since) {
        this.since = Util.fixEmptyAndTrim(since);
    }

    public boolean isPrevious() {
        return previous;
    }

    @DataBoundSetter
    public void setPrevious(boolean previous) {
        this.previous = previous;
    }

    public String getUntil() {
        return until;
    }

    @DataBoundSetter
    public void setUntil(String until) {
        this.until = Util.fixEmpty(until);
    }

    public String getFollow() {
        return follow;
    }

    @DataBoundSetter
    public void setFollow(String follow) {
        this.follow = Util.fixEmptyAndTrim(follow);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("kubeLogs", "Kubernetes: read the logs of containers");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
