package io.jenkins.plugins.aks.network;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.BuiltinManifests;
import io.jenkins.plugins.aks.pipeline.ManifestSource;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Puts Hubble UI into a cluster and checks that it answers, or takes it away again (W047-W050). */
public final class HubbleUiStep extends AksStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "10m";

    /** The default of {@link #getImage}. */
    public static final String IMAGE = "mcr.microsoft.com/oss/cilium/hubble-ui:v0.12.2";

    /** The default of {@link #getBackendImage}. */
    public static final String BACKEND_IMAGE = "mcr.microsoft.com/oss/cilium/hubble-ui-backend:v0.12.2";

    private static final String NAME = "hubble-ui";
    private static final BuiltinManifests BUILTIN = new BuiltinManifests(HubbleUiStep.class, NAME);
    private static final String REFERENCE = "[\\w.-]+(:\\d+)?(/[\\w.-]+)*(:[\\w.-]+)?(@sha256:[0-9a-f]{64})?";

    private String image = IMAGE;
    private String backendImage = BACKEND_IMAGE;
    private boolean check;
    private boolean remove;
    private boolean force;

    @DataBoundConstructor
    public HubbleUiStep() {
        // Everything has a default.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        reference("image", image);
        reference("backendImage", backendImage);
        ManifestSource source = new ManifestSource(List.of(), "", List.of(), NAME, images(), BUILTIN);
        if (!remove) {
            return new HubbleUi(scope.clusterId(), source, force, check);
        }
        if (check) {
            throw new InvalidParameterException(
                    "remove",
                    true,
                    "remove without check",
                    "Leave one of them out: what is removed has no page any more.");
        }
        return new RemoveHubbleUi(scope.clusterId(), source);
    }

    /** By the names that the manifest has. */
    private Map<String, String> images() {
        return Map.of(
                IMAGE.substring(0, IMAGE.lastIndexOf(':')), image,
                BACKEND_IMAGE.substring(0, BACKEND_IMAGE.lastIndexOf(':')), backendImage);
    }

    private static void reference(String parameter, String given) throws InvalidParameterException {
        if (!given.matches(REFERENCE)) {
            throw new InvalidParameterException(
                    parameter, given, "the name of an image, with tag or digest", "Correct the name.");
        }
    }

    @Override
    protected String title() {
        return remove ? "hubbleUi remove" : "hubbleUi";
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        String given = Util.fixEmptyAndTrim(image);
        this.image = given == null ? IMAGE : given;
    }

    public String getBackendImage() {
        return backendImage;
    }

    @DataBoundSetter
    public void setBackendImage(String backendImage) {
        String given = Util.fixEmptyAndTrim(backendImage);
        this.backendImage = given == null ? BACKEND_IMAGE : given;
    }

    public boolean isCheck() {
        return check;
    }

    @DataBoundSetter
    public void setCheck(boolean check) {
        this.check = check;
    }

    public boolean isRemove() {
        return remove;
    }

    @DataBoundSetter
    public void setRemove(boolean remove) {
        this.remove = remove;
    }

    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("hubbleUi", "Kubernetes: put Hubble UI into a cluster");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
