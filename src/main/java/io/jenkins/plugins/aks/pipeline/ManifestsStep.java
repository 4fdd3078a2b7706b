package io.jenkins.plugins.aks.pipeline;

import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that apply manifests: where these come from, and where their objects go. */
public abstract class ManifestsStep extends AksStep {
    private List<String> files;
    private String yaml;
    private List<String> urls;
    private String builtin;
    private String namespace;
    private boolean force;

    /**
     * @param images other images, by the name without tag that a manifest has
     * @param builtins what {@code builtin} may name
     */
    protected final ManifestSource source(Map<String, String> images, BuiltinManifests builtins)
            throws InvalidParameterException {
        ManifestSource source = new ManifestSource(
                files == null ? List.of() : files,
                Util.fixNull(yaml),
                urls == null ? List.of() : urls,
                Util.fixNull(builtin),
                images,
                builtins);
        source.check();
        return source;
    }

    /** Whether any manifest is named. */
    protected final boolean hasSource() {
        return files != null || yaml != null || urls != null || builtin != null;
    }

    /** Empty for none. */
    protected final String checkedNamespace() throws InvalidParameterException {
        return Namespaces.check(namespace);
    }

    public final List<String> getFiles() {
        return files;
    }

    @DataBoundSetter
    public final void setFiles(List<String> files) {
        this.files = Lists.split(files);
    }

    public final String getYaml() {
        return yaml;
    }

    @DataBoundSetter
    public final void setYaml(String yaml) {
        this.yaml = Util.fixEmptyAndTrim(yaml);
    }

    public final List<String> getUrls() {
        return urls;
    }

    @DataBoundSetter
    public final void setUrls(List<String> urls) {
        this.urls = Lists.split(urls);
    }

    public final String getBuiltin() {
        return builtin;
    }

    @DataBoundSetter
    public final void setBuiltin(String builtin) {
        this.builtin = Util.fixEmptyAndTrim(builtin);
    }

    public final String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public final void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public final boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public final void setForce(boolean force) {
        this.force = force;
    }
}
