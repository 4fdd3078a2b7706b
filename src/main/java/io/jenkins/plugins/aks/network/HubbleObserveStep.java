package io.jenkins.plugins.aks.network;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.check.CheckEnd;
import io.jenkins.plugins.aks.check.OnFailure;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.CheckStep;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads network flows from Hubble, checks what is expected of them and explains drops (W038-W043). */
public final class HubbleObserveStep extends CheckStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "15m";

    /** The default of {@link #getLast}, which is that of Hubble's own CLI. */
    public static final int LAST = 20;

    private static final Duration FOLLOW_EXPECTED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int HIGHEST_PORT = 65_535;
    private static final String NAME = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9-])?";

    private List<String> verdict;
    private String namespace;
    private String pod;
    private String label;
    private int port;
    private String since;
    private int last = LAST;
    private String follow;
    private List<Map<String, Object>> expect;
    private boolean explain = true;
    private String title;

    @DataBoundConstructor
    public HubbleObserveStep() {
        // Everything narrows down what is read; by default it is the newest flows of the cluster.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        List<FlowExpectation> expectations = FlowExpectation.parse(
                "expect", expect == null ? List.of() : expect, namespace == null ? "default" : namespace);
        ObserveOptions options = new ObserveOptions(
                duration("since", since),
                follow == null && !expectations.isEmpty() ? Optional.of(FOLLOW_EXPECTED) : duration("follow", follow),
                expectations,
                explain,
                title == null ? "flows" : title,
                new CheckEnd(OnFailure.parse(getOnFailure()), Util.fixNull(getJunit())));
        return new HubbleObserve(scope.clusterId(), query(), options);
    }

    private FlowQuery query() throws InvalidParameterException {
        List<FlowVerdict> verdicts = new ArrayList<>();
        for (String word : verdict == null ? List.<String>of() : verdict) {
            verdicts.add(FlowVerdict.parse("verdict", word));
        }
        if (last < 1 || last > MOST) {
            throw new InvalidParameterException("last", last, "1 to " + MOST, "Give a number in between.");
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw new InvalidParameterException("port", port, "1 to " + HIGHEST_PORT, "Give a port.");
        }
        if (label != null && !label.matches("[\\w./:!=, ()-]+")) {
            throw new InvalidParameterException(
                    "label", label, "a selector of labels, such as app=store-front", "Correct the selector.");
        }
        return new FlowQuery(verdicts, pods(), Util.fixNull(label), port, last);
    }

    /** As Hubble names pods: {@code namespace/beginning-of-name}, or the namespace with a slash. */
    private String pods() throws InvalidParameterException {
        if (namespace != null && !namespace.matches(NAME)) {
            throw new InvalidParameterException("namespace", namespace, "the name of a namespace", "Correct the name.");
        }
        if (pod == null) {
            return namespace == null ? "" : namespace + "/";
        }
        String name = pod.contains("/") ? pod.substring(pod.indexOf('/') + 1) : pod;
        if (!name.matches(NAME) || pod.contains("/") && namespace != null && !pod.startsWith(namespace + "/")) {
            throw new InvalidParameterException(
                    "pod",
                    pod,
                    "the beginning of a pod's name, with namespace and slash or with the parameter namespace",
                    "Correct the name, e.g. pets/store-front.");
        }
        return pod.contains("/") ? pod : (namespace == null ? "default" : namespace) + "/" + pod;
    }

    private static Optional<Duration> duration(String parameter, String text) throws InvalidParameterException {
        return text == null ? Optional.empty() : Optional.of(Durations.parse(text, parameter));
    }

    @Override
    protected String title() {
        return "hubbleObserve" + (title == null ? "" : " " + title);
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public List<String> getVerdict() {
        return verdict;
    }

    @DataBoundSetter
    public void setVerdict(List<String> verdict) {
        this.verdict = Lists.split(verdict);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public String getPod() {
        return pod;
    }

    @DataBoundSetter
    public void setPod(String pod) {
        this.pod = Util.fixEmptyAndTrim(pod);
    }

    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    public int getPort() {
        return port;
    }

    @DataBoundSetter
    public void setPort(int port) {
        this.port = port;
    }

    public String getSince() {
        return since;
    }

    @DataBoundSetter
    public void setSince(String since) {
        this.since = Util.fixEmptyAndTrim(since);
    }

    public int getLast() {
        return last;
    }

    @DataBoundSetter
    public void setLast(int last) {
        this.last = last;
    }

    public String getFollow() {
        return follow;
    }

    @DataBoundSetter
    public void setFollow(String follow) {
        this.follow = Util.fixEmptyAndTrim(follow);
    }

    public List<Map<String, Object>> getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(List<Map<String, Object>> expect) {
        this.expect = expect == null || expect.isEmpty() ? null : List.copyOf(expect);
    }

    public boolean isExplain() {
        return explain;
    }

    @DataBoundSetter
    public void setExplain(boolean explain) {
        this.explain = explain;
    }

    public String getTitle() {
        return title;
    }

    @DataBoundSetter
    public void setTitle(String title) {
        this.title = Util.fixEmptyAndTrim(title);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("hubbleObserve", "Kubernetes: read network flows from Hubble and explain drops");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
