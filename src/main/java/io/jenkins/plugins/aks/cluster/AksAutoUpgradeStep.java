package io.jenkins.plugins.aks.cluster;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Sets the channels by which AKS upgrades a cluster and its nodes by itself (W150). */
public final class AksAutoUpgradeStep extends AksStep {
    private static final String[] CHANNELS = {"none", "patch", "stable", "rapid", "node-image"};
    private static final String[] NODE_OS_CHANNELS = {"None", "Unmanaged", "SecurityPatch", "NodeImage"};

    private String channel;
    private String nodeOsChannel;

    @DataBoundConstructor
    public AksAutoUpgradeStep() {
        // Either of the two may be left as it is.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (channel == null && nodeOsChannel == null) {
            throw new InvalidParameterException(
                    "channel",
                    null,
                    "channel: '" + String.join("', '", CHANNELS) + "', nodeOsChannel, or both",
                    "Say which channel to set; aksUpgrades shows what an upgrade would lead to.");
        }
        return new AksAutoUpgrade(
                scope.clusterId(),
                scope.cluster(),
                Optional.ofNullable(Given.word("channel", channel, CHANNELS)),
                Optional.ofNullable(Given.word("nodeOsChannel", nodeOsChannel, NODE_OS_CHANNELS)));
    }

    public String getChannel() {
        return channel;
    }

    @DataBoundSetter
    public void setChannel(String channel) {
        this.channel = Util.fixEmptyAndTrim(channel);
    }

    public String getNodeOsChannel() {
        return nodeOsChannel;
    }

    @DataBoundSetter
    public void setNodeOsChannel(String nodeOsChannel) {
        this.nodeOsChannel = Util.fixEmptyAndTrim(nodeOsChannel);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("aksAutoUpgrade", "AKS: set the channels of automatic upgrades");
        }
    }
}
