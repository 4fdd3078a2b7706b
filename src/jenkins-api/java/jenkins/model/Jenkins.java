package jenkins.model;

import hudson.ProxyConfiguration;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.jenkins.standin.Lab;
import java.io.File;
import java.io.IOException;

@SuppressWarnings("rawtypes")
public class Jenkins implements ItemGroup<Item>, AccessControlled {
    public static final Permission ADMINISTER = Lab.permission("Jenkins.ADMINISTER");
    public static final Permission MANAGE = Lab.permission("Jenkins.MANAGE");
    public static final Permission READ = Lab.permission("Jenkins.READ");

    private static final Jenkins INSTANCE = new Jenkins();

    public transient volatile ProxyConfiguration proxy;

    private Jenkins() {}

    public static Jenkins get() throws IllegalStateException {
        Jenkins jenkins = getInstanceOrNull();
        if (jenkins == null) {
            throw new IllegalStateException(
                    "Jenkins.instance is missing. Read the documentation of Jenkins.getInstanceOrNull");
        }
        return jenkins;
    }

    public static Jenkins getInstanceOrNull() {
        return Lab.isRunning() ? INSTANCE : null;
    }

    @Override
    public String getFullName() {
        return "";
    }

    @Override
    public String getDisplayName() {
        return "Jenkins";
    }

    public String getRootUrl() throws IllegalStateException {
        return Lab.rootUrl();
    }

    @Override
    public File getRootDir() {
        return Lab.rootDir();
    }

    public boolean isTerminating() {
        return !Lab.isRunning();
    }

    @Override
    public ACL getACL() {
        return Lab.acl();
    }

    public Descriptor getDescriptor(Class<? extends Describable> type) {
        return Lab.descriptorOf(type);
    }

    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        Descriptor<?> found = Lab.descriptorOf(type);
        if (found == null) {
            throw new AssertionError(type + " is missing its descriptor");
        }
        return found;
    }

    public <T extends Descriptor> T getDescriptorByType(Class<T> type) {
        return Lab.extensions(type).stream().findFirst().orElse(null);
    }

    @Override
    public synchronized void save() throws IOException {}
}
