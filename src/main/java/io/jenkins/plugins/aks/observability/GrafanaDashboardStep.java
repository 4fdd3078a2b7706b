package io.jenkins.plugins.aks.observability;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.azure.MonitoringService;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.Objects;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Imports a dashboard into a managed Grafana (W138, W139). */
public final class GrafanaDashboardStep extends AksStep {
    /** The default of {@link #getFolder}: the one that Azure itself makes. */
    public static final String FOLDER = "Azure Managed Prometheus";

    private Integer gallery;
    private String file;
    private String builtin;
    private String grafana;
    private String folder;
    private String dataSource;
    private String monitorWorkspace;
    private boolean fallback = true;

    @DataBoundConstructor
    public GrafanaDashboardStep() {
        // One of gallery, file and builtin is needed, and which one is checked with the others.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        long given = Stream.of(gallery, file, builtin).filter(Objects::nonNull).count();
        if (given != 1) {
            throw new InvalidParameterException(
                    "gallery",
                    given == 0 ? null : given + " of gallery, file and builtin",
                    "one of gallery, file and builtin",
                    "Say where the one definition comes from.");
        }
        if (gallery != null && gallery < 1) {
            throw new InvalidParameterException(
                    "gallery", gallery, "the number of a dashboard at grafana.com, such as 20331", "Correct it.");
        }
        if (builtin != null) {
            Choices.one("builtin", builtin, DashboardSource.BUILTINS);
        }
        return new GrafanaDashboard(new DashboardSpec(
                scope.groupId(),
                MonitoringService.GRAFANA.checked(grafana),
                gallery,
                file,
                builtin,
                getFolder(),
                dataSource,
                MonitoringService.MONITOR_WORKSPACE.checked(monitorWorkspace),
                fallback));
    }

    /** The number of a dashboard at grafana.com; null for none. */
    public Integer getGallery() {
        return gallery;
    }

    @DataBoundSetter
    public void setGallery(Integer gallery) {
        this.gallery = gallery;
    }

    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    public String getBuiltin() {
        return builtin;
    }

    @DataBoundSetter
    public void setBuiltin(String builtin) {
        this.builtin = Util.fixEmptyAndTrim(builtin);
    }

    public String getGrafana() {
        return grafana;
    }

    @DataBoundSetter
    public void setGrafana(String grafana) {
        this.grafana = Util.fixEmptyAndTrim(grafana);
    }

    public String getFolder() {
        return folder == null ? FOLDER : folder;
    }

    @DataBoundSetter
    public void setFolder(String folder) {
        this.folder = Util.fixEmptyAndTrim(folder);
    }

    public String getDataSource() {
        return dataSource;
    }

    @DataBoundSetter
    public void setDataSource(String dataSource) {
        this.dataSource = Util.fixEmptyAndTrim(dataSource);
    }

    public String getMonitorWorkspace() {
        return monitorWorkspace;
    }

    @DataBoundSetter
    public void setMonitorWorkspace(String monitorWorkspace) {
        this.monitorWorkspace = Util.fixEmptyAndTrim(monitorWorkspace);
    }

    public boolean isFallback() {
        return fallback;
    }

    @DataBoundSetter
    public void setFallback(boolean fallback) {
        this.fallback = fallback;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("grafanaDashboard", "Grafana: import a dashboard");
        }
    }
}
