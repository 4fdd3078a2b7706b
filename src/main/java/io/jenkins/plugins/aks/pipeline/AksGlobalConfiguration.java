package io.jenkins.plugins.aks.pipeline;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The settings of the controller: clouds beside those that everybody knows, and workload identities. Configuration as
 * Code calls it {@code unclassified: aksPipelineSteps}.
 */
@Extension
@Symbol("aksPipelineSteps")
public final class AksGlobalConfiguration extends GlobalConfiguration {
    private List<AksCloud> clouds = new ArrayList<>();
    private List<AksWorkloadIdentity> workloadIdentities = new ArrayList<>();

    public AksGlobalConfiguration() {
        load();
    }

    public static AksGlobalConfiguration get() {
        return ExtensionList.lookupSingleton(AksGlobalConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return "AKS Pipeline Steps";
    }

    /** A list that the form leaves out is empty. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) throws FormException {
        clouds = new ArrayList<>();
        workloadIdentities = new ArrayList<>();
        return super.configure(request, json);
    }

    public List<AksCloud> getClouds() {
        return List.copyOf(clouds);
    }

    @DataBoundSetter
    public void setClouds(List<AksCloud> clouds) {
        this.clouds = new ArrayList<>(clouds);
        save();
    }

    public List<AksWorkloadIdentity> getWorkloadIdentities() {
        return workloadIdentities == null ? List.of() : List.copyOf(workloadIdentities);
    }

    @DataBoundSetter
    public void setWorkloadIdentities(List<AksWorkloadIdentity> workloadIdentities) {
        this.workloadIdentities = new ArrayList<>(workloadIdentities);
        save();
    }

    Optional<AksWorkloadIdentity> workloadIdentity(String id) {
        return getWorkloadIdentities().stream()
                .filter(w -> w.getId().equals(id))
                .findFirst();
    }

    /** Built-in names first. */
    List<String> cloudNames() {
        List<String> names = new ArrayList<>();
        AksCloud.builtIn().forEach(cloud -> names.add(cloud.name()));
        clouds.forEach(cloud -> names.add(cloud.getName()));
        return names;
    }

    /**
     * @param name of a built-in or configured cloud; null for Azure public
     * @throws InvalidParameterException for an unknown name
     */
    static Cloud cloudNamed(String name) throws InvalidParameterException {
        AksGlobalConfiguration configuration = get();
        if (name == null) {
            return Cloud.PUBLIC;
        }
        for (AksCloud cloud : configuration.clouds) {
            if (cloud.getName().equals(name)) {
                return cloud.toCloud();
            }
        }
        for (Cloud cloud : AksCloud.builtIn()) {
            if (cloud.name().equals(name)) {
                return cloud;
            }
        }
        throw new InvalidParameterException(
                "cloud",
                name,
                String.join(", ", configuration.cloudNames()),
                "Correct the name, or add the cloud under Manage Jenkins, System, AKS Pipeline Steps.");
    }
}
