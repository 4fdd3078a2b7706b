package hudson.model;

import hudson.security.ACL;
import io.jenkins.standin.Lab;
import java.io.File;
import java.io.IOException;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class AbstractItem extends Actionable implements Item {
    protected transient String name;
    private final transient ItemGroup<?> parent;

    protected AbstractItem(ItemGroup parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public ItemGroup getParent() {
        return parent;
    }

    @Override
    public final String getFullName() {
        return name;
    }

    @Override
    public final String getFullDisplayName() {
        return name;
    }

    @Override
    public final String getUrl() {
        return "job/" + name + "/";
    }

    @Override
    public File getRootDir() {
        return new File(Lab.rootDir(), "jobs/" + name);
    }

    @Override
    public ACL getACL() {
        return Lab.acl();
    }

    @Override
    public synchronized void save() throws IOException {}
}
