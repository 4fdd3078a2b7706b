package io.jenkins.plugins.aks.fleet;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Makes a fleet, gives the caller access to its hub, and waits until the hub answers (W159 to W162). */
public final class FleetCreateStep extends AksStep {
    private final String name;
    private String location;
    private boolean hub = true;
    private boolean privateHub;
    private String vmSize;
    private boolean managedIdentity;
    private String identityId;
    private boolean assignRole = true;
    private Map<String, String> tags;

    @DataBoundConstructor
    public FleetCreateStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        String id = Fleets.id(scope, name, "name");
        checkIdentity();
        checkHub();
        Map<String, String> given = tags == null ? Map.of() : tags;
        Tags.check("tags", given);
        String where = location == null ? scope.location().orElse("") : location;
        FleetSpec spec = new FleetSpec(
                id, where, hub, privateHub, Util.fixNull(vmSize), managedIdentity, Util.fixNull(identityId), given);
        return FleetCreate.of(spec, assignRole && hub);
    }

    private void checkIdentity() throws InvalidParameterException {
        if (identityId == null) {
            return;
        }
        boolean good = identityId.startsWith("/")
                && ResourceId.parse(identityId).isOf("Microsoft.ManagedIdentity/userAssignedIdentities");
        if (!good || managedIdentity) {
            throw new InvalidParameterException(
                    "identityId",
                    identityId,
                    "the id of a user-assigned identity, and then no managedIdentity",
                    "Give one of the two: managedIdentity: true for an identity that goes with the fleet, identityId"
                            + " for one of yours.");
        }
    }

    private void checkHub() throws InvalidParameterException {
        if (!hub && (privateHub || vmSize != null)) {
            throw new InvalidParameterException(
                    privateHub ? "privateHub" : "vmSize",
                    privateHub ? "true" : vmSize,
                    "only where hub is true",
                    "Leave it out, or let the fleet have a hub.");
        }
    }

    @Override
    protected String title() {
        return "fleetCreate " + name;
    }

    public String getName() {
        return name;
    }

    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    public boolean isHub() {
        return hub;
    }

    @DataBoundSetter
    public void setHub(boolean hub) {
        this.hub = hub;
    }

    public boolean isPrivateHub() {
        return privateHub;
    }

    @DataBoundSetter
    public void setPrivateHub(boolean privateHub) {
        this.privateHub = privateHub;
    }

    public String getVmSize() {
        return vmSize;
    }

    @DataBoundSetter
    public void setVmSize(String vmSize) {
        this.vmSize = Util.fixEmptyAndTrim(vmSize);
    }

    public boolean isManagedIdentity() {
        return managedIdentity;
    }

    @DataBoundSetter
    public void setManagedIdentity(boolean managedIdentity) {
        this.managedIdentity = managedIdentity;
    }

    public String getIdentityId() {
        return identityId;
    }

    @DataBoundSetter
    public void setIdentityId(String identityId) {
        this.identityId = Util.fixEmptyAndTrim(identityId);
    }

    public boolean isAssignRole() {
        return assignRole;
    }

    @DataBoundSetter
    public void setAssignRole(boolean assignRole) {
        this.assignRole = assignRole;
    }

    public Map<String, String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(Map<String, String> tags) {
        this.tags = Lists.texts(tags);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("fleetCreate", "Fleet: make sure that it exists and its hub answers");
        }
    }
}
