package hudson.security;

import org.jvnet.localizer.Localizable;

public final class Permission {
    public final String name;

    public Permission(PermissionGroup group, String name, Localizable description, Permission impliedBy) {
        this.name = name;
    }

    public String getId() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
