package io.jenkins.plugins.aks.observability;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.azure.MonitoringService;
import io.jenkins.plugins.aks.operation.Durations;
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
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Applies monitors of applications and waits until the managed agent scrapes them (W142-W145). */
public final class ScrapeTargetsStep extends AksStep {
    /** The default of {@link #getTargetTimeLimit}. */
    public static final String TARGET_TIME_LIMIT = "10m";

    private static final BuiltinManifests BUILTINS = new BuiltinManifests(ScrapeTargetsStep.class, "reference-app");

    private String builtin;
    private List<String> files;
    private String yaml;
    private String namespace;
    private List<String> pools;
    private boolean query;
    private String monitorWorkspace;
    private String targetTimeLimit;

    @DataBoundConstructor
    public ScrapeTargetsStep() {
        // Manifests, pools or both are needed, and what they are is checked with the others.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        boolean manifests = builtin != null || yaml != null || (files != null && !files.isEmpty());
        List<String> wanted = pools == null ? List.of() : pools;
        if (!manifests && wanted.isEmpty()) {
            throw new InvalidParameterException(
                    "builtin", null, "builtin: 'reference-app', files, yaml or pools", "Say what is to be scraped.");
        }
        for (String pool : wanted) {
            if (!pool.matches("[a-zA-Z]+/[a-z0-9-]+/[a-z0-9.-]+/\\d+")) {
                throw new InvalidParameterException(
                        "pools",
                        pool,
                        "podMonitor/{namespace}/{name}/{number of the endpoint} or serviceMonitor/…",
                        "Write the scrape pool as the agent names it.");
            }
        }
        ManifestSource source = new ManifestSource(
                files == null ? List.of() : files,
                Util.fixNull(yaml),
                List.of(),
                Util.fixNull(builtin),
                Map.of(),
                BUILTINS);
        if (manifests) {
            source.check();
        }
        return ScrapeTargets.of(new ScrapeSpec(
                scope.groupId(),
                scope.clusterId(),
                scope.cluster(),
                manifests ? Optional.of(source) : Optional.empty(),
                namespace == null ? "default" : namespace,
                wanted,
                Durations.parse(getTargetTimeLimit(), "targetTimeLimit"),
                query,
                MonitoringService.MONITOR_WORKSPACE.checked(monitorWorkspace)));
    }

    public String getBuiltin() {
        return builtin;
    }

    @DataBoundSetter
    public void setBuiltin(String builtin) {
        this.builtin = Util.fixEmptyAndTrim(builtin);
    }

    public List<String> getFiles() {
        return files;
    }

    @DataBoundSetter
    public void setFiles(List<String> files) {
        this.files = Choices.list(files);
    }

    public String getYaml() {
        return yaml;
    }

    @DataBoundSetter
    public void setYaml(String yaml) {
        this.yaml = yaml == null || yaml.isBlank() ? null : yaml;
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public List<String> getPools() {
        return pools;
    }

    @DataBoundSetter
    public void setPools(List<String> pools) {
        this.pools = Choices.list(pools);
    }

    public boolean isQuery() {
        return query;
    }

    @DataBoundSetter
    public void setQuery(boolean query) {
        this.query = query;
    }

    public String getMonitorWorkspace() {
        return monitorWorkspace;
    }

    @DataBoundSetter
    public void setMonitorWorkspace(String monitorWorkspace) {
        this.monitorWorkspace = Util.fixEmptyAndTrim(monitorWorkspace);
    }

    /** A duration such as {@code 10m}. */
    public String getTargetTimeLimit() {
        return targetTimeLimit == null ? TARGET_TIME_LIMIT : targetTimeLimit;
    }

    @DataBoundSetter
    public void setTargetTimeLimit(String targetTimeLimit) {
        this.targetTimeLimit = Util.fixEmptyAndTrim(targetTimeLimit);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("scrapeTargets", "AKS: scrape applications with managed Prometheus");
        }
    }
}
