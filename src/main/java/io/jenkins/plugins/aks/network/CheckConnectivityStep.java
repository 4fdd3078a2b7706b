package io.jenkins.plugins.aks.network;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.check.CheckEnd;
import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.ConnectionMatrix;
import io.jenkins.plugins.aks.check.OnFailure;
import io.jenkins.plugins.aks.kubernetes.PodProber;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.CheckStep;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Checks who reaches whom, by probes from inside pods (W022, W023, W028-W030, W034). */
public final class CheckConnectivityStep extends CheckStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "15m";

    /** The default of {@link #getWithin}. */
    public static final String WITHIN = "1m";

    /** The default of {@link #getTogether}. */
    public static final int TOGETHER = 16;

    /** The default of {@link #getProbeSeconds}. */
    public static final int PROBE_SECONDS = PodProber.SECONDS;

    /** The default of {@link #getImage}. */
    public static final String IMAGE = PodProber.IMAGE;

    private static final int MOST_TOGETHER = 64;
    private static final int MOST_SECONDS = 60;

    private final List<Map<String, Object>> matrix;
    private String namespace;
    private String title;
    private String within = WITHIN;
    private int together = TOGETHER;
    private int probeSeconds = PROBE_SECONDS;
    private String image = IMAGE;

    @DataBoundConstructor
    public CheckConnectivityStep(List<Map<String, Object>> matrix) {
        this.matrix = matrix == null ? List.of() : List.copyOf(matrix);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        List<Connection> connections =
                ConnectionMatrix.parse("matrix", matrix, namespace == null ? "default" : namespace);
        range("together", together, MOST_TOGETHER);
        range("probeSeconds", probeSeconds, MOST_SECONDS);
        CheckEnd end = new CheckEnd(OnFailure.parse(getOnFailure()), Util.fixNull(getJunit()));
        return new CheckConnectivity(
                scope.clusterId(),
                connections,
                new ConnectivityOptions(
                        title == null ? "connectivity" : title,
                        Durations.parse(within, "within"),
                        together,
                        probeSeconds,
                        image,
                        end));
    }

    private static void range(String parameter, int given, int most) throws InvalidParameterException {
        if (given < 1 || given > most) {
            throw new InvalidParameterException(parameter, given, "1 to " + most, "Choose a number in this range.");
        }
    }

    @Override
    protected String title() {
        return "checkConnectivity" + (title == null ? "" : " " + title);
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public List<Map<String, Object>> getMatrix() {
        return matrix;
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public String getTitle() {
        return title;
    }

    @DataBoundSetter
    public void setTitle(String title) {
        this.title = Util.fixEmptyAndTrim(title);
    }

    public String getWithin() {
        return within;
    }

    @DataBoundSetter
    public void setWithin(String within) {
        String given = Util.fixEmptyAndTrim(within);
        this.within = given == null ? WITHIN : given;
    }

    public int getTogether() {
        return together;
    }

    @DataBoundSetter
    public void setTogether(int together) {
        this.together = together;
    }

    public int getProbeSeconds() {
        return probeSeconds;
    }

    @DataBoundSetter
    public void setProbeSeconds(int probeSeconds) {
        this.probeSeconds = probeSeconds;
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        String given = Util.fixEmptyAndTrim(image);
        this.image = given == null ? IMAGE : given;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("checkConnectivity", "Kubernetes: check who reaches whom");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
