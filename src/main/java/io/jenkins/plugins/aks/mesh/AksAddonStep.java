package io.jenkins.plugins.aks.mesh;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Switches an add-on of the cluster on or off, and gives its identity roles on a key vault (W058, W059). */
public final class AksAddonStep extends AksStep {
    static final String ON = "on";

    private static final String SECRETS_USER = "Key Vault Secrets User";

    private final String name;
    private String state;
    private Map<String, String> config = new TreeMap<>();
    private String vault;
    private List<String> roles;

    @DataBoundConstructor
    public AksAddonStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return AksAddon.of(
                AddonSpec.of(scope, name, getState(), config, vault, roles == null ? List.of(SECRETS_USER) : roles));
    }

    @Override
    protected String title() {
        return "aksAddon " + name;
    }

    public String getName() {
        return name;
    }

    public String getState() {
        return state == null ? ON : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    public Map<String, String> getConfig() {
        return config;
    }

    /** Whatever the type says, a script's map may hold numbers and booleans; the service takes texts only. */
    @DataBoundSetter
    public void setConfig(Map<String, String> config) {
        Map<?, ?> given = config == null ? Map.of() : config;
        this.config = new TreeMap<>();
        given.forEach((key, value) -> this.config.put(String.valueOf(key), String.valueOf(value)));
    }

    public String getVault() {
        return vault;
    }

    @DataBoundSetter
    public void setVault(String vault) {
        this.vault = Util.fixEmptyAndTrim(vault);
    }

    /** Null for Key Vault Secrets User alone. */
    public List<String> getRoles() {
        return roles;
    }

    /** A form gives a list as one text, separated by commas. */
    @DataBoundSetter
    public void setRoles(List<String> roles) {
        Collection<?> given = roles == null ? List.of() : roles;
        List<String> all = given.stream()
                .flatMap(each -> Stream.of(String.valueOf(each).split(",")))
                .map(String::trim)
                .filter(role -> !role.isEmpty())
                .distinct()
                .toList();
        this.roles = all.isEmpty() ? null : all;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("aksAddon", "AKS: switch an add-on on or off");
        }
    }
}
