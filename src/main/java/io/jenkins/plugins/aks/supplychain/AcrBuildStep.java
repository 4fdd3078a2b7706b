package io.jenkins.plugins.aks.supplychain;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Builds an image with the tasks of an Azure container registry (W126). */
public final class AcrBuildStep extends AksStep {
    private static final int MOST_MIB = 1024;

    private final String image;
    private String registry;
    private String git;
    private String context;
    private String dockerfileText;
    private String dockerfile;
    private List<String> moreImages = new ArrayList<>();
    private Map<String, String> buildArgs = new TreeMap<>();
    private Map<String, String> secretArgs = new TreeMap<>();
    private String platform;
    private String target;
    private boolean noCache;
    private boolean unlessPresent;
    private boolean showLog = true;
    private String agentPool;
    private int maxContextMiB = MOST_MIB;

    @DataBoundConstructor
    public AcrBuildStep(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        RegistryPlace.check(registry);
        if (maxContextMiB < 1 || maxContextMiB > 10 * MOST_MIB) {
            throw new InvalidParameterException(
                    "maxContextMiB", maxContextMiB, "1 to " + 10 * MOST_MIB, "Build from Git what is larger.");
        }
        BuildInput input = new BuildInput(image, moreImages, git, context, dockerfileText, getDockerfile());
        BuildSpec spec = new BuildSpec(
                scope.groupId(),
                registry,
                input.images(),
                input.source(),
                getDockerfile(),
                BuildInput.names("buildArgs", buildArgs),
                BuildInput.names("secretArgs", secretArgs),
                BuildInput.platform(getPlatform()),
                target == null ? "" : target,
                noCache,
                unlessPresent,
                showLog,
                agentPool == null ? "" : agentPool);
        return new AcrBuild(spec, (long) maxContextMiB << 20);
    }

    @Override
    protected String title() {
        return "acrBuild " + image;
    }

    public String getImage() {
        return image;
    }

    public String getRegistry() {
        return registry;
    }

    @DataBoundSetter
    public void setRegistry(String registry) {
        this.registry = Util.fixEmptyAndTrim(registry);
    }

    public String getGit() {
        return git;
    }

    @DataBoundSetter
    public void setGit(String git) {
        this.git = Util.fixEmptyAndTrim(git);
    }

    public String getContext() {
        return context;
    }

    @DataBoundSetter
    public void setContext(String context) {
        this.context = Util.fixEmptyAndTrim(context);
    }

    public String getDockerfileText() {
        return dockerfileText;
    }

    @DataBoundSetter
    public void setDockerfileText(String dockerfileText) {
        this.dockerfileText = Util.fixEmptyAndTrim(dockerfileText);
    }

    public String getDockerfile() {
        return dockerfile == null ? "Dockerfile" : dockerfile;
    }

    @DataBoundSetter
    public void setDockerfile(String dockerfile) {
        this.dockerfile = Util.fixEmptyAndTrim(dockerfile);
    }

    public List<String> getMoreImages() {
        return moreImages;
    }

    @DataBoundSetter
    public void setMoreImages(List<String> moreImages) {
        List<?> given = moreImages == null ? List.of() : moreImages;
        this.moreImages = new ArrayList<>();
        given.forEach(each -> this.moreImages.add(String.valueOf(each)));
    }

    public Map<String, String> getBuildArgs() {
        return buildArgs;
    }

    @DataBoundSetter
    public void setBuildArgs(Map<String, String> buildArgs) {
        this.buildArgs = Lists.sortedTexts(buildArgs);
    }

    public Map<String, String> getSecretArgs() {
        return secretArgs;
    }

    @DataBoundSetter
    public void setSecretArgs(Map<String, String> secretArgs) {
        this.secretArgs = Lists.sortedTexts(secretArgs);
    }

    public String getPlatform() {
        return platform == null ? "linux/amd64" : platform;
    }

    @DataBoundSetter
    public void setPlatform(String platform) {
        this.platform = Util.fixEmptyAndTrim(platform);
    }

    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(String target) {
        this.target = Util.fixEmptyAndTrim(target);
    }

    public boolean isNoCache() {
        return noCache;
    }

    @DataBoundSetter
    public void setNoCache(boolean noCache) {
        this.noCache = noCache;
    }

    public boolean isUnlessPresent() {
        return unlessPresent;
    }

    @DataBoundSetter
    public void setUnlessPresent(boolean unlessPresent) {
        this.unlessPresent = unlessPresent;
    }

    public boolean isShowLog() {
        return showLog;
    }

    @DataBoundSetter
    public void setShowLog(boolean showLog) {
        this.showLog = showLog;
    }

    public String getAgentPool() {
        return agentPool;
    }

    @DataBoundSetter
    public void setAgentPool(String agentPool) {
        this.agentPool = Util.fixEmptyAndTrim(agentPool);
    }

    public int getMaxContextMiB() {
        return maxContextMiB;
    }

    @DataBoundSetter
    public void setMaxContextMiB(int maxContextMiB) {
        this.maxContextMiB = maxContextMiB;
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("acrBuild", "Container registry: build an image");
        }
    }
}
