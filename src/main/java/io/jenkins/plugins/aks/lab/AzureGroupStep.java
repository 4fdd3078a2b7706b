package io.jenkins.plugins.aks.lab;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Makes sure that a resource group exists (W004). */
public final class AzureGroupStep extends AksStep {

    private final String name;
    private String location;
    private Map<String, String> tags = new TreeMap<>();

    @DataBoundConstructor
    public AzureGroupStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        String where = location == null ? scope.location().orElse(null) : location;
        return new AzureGroup(scope.subscription(), name, where, tags);
    }

    @Override
    protected String title() {
        return "azureGroup " + name;
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

    public Map<String, String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(Map<String, String> tags) {
        this.tags = Lists.sortedTexts(tags);
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("azureGroup", "Azure resource group: make sure that it exists");
        }
    }
}
