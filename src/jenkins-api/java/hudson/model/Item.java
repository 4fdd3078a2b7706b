package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.jenkins.standin.Lab;
import java.io.IOException;

public interface Item extends PersistenceRoot, ModelObject, AccessControlled {
    Permission READ = Lab.permission("Item.READ");
    Permission CONFIGURE = Lab.permission("Item.CONFIGURE");
    Permission EXTENDED_READ = Lab.permission("Item.EXTENDED_READ");

    ItemGroup<? extends Item> getParent();

    String getName();

    String getFullName();

    @Override
    String getDisplayName();

    String getFullDisplayName();

    String getUrl();

    @Override
    void save() throws IOException;
}
