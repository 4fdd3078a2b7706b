package hudson.security;

import org.springframework.security.core.Authentication;

public abstract class ACL {
    public static final Authentication SYSTEM2 = new Authentication() {};

    public static ACLContext as2(Authentication who) {
        return new ACLContext();
    }

    public final void checkPermission(Permission permission) {
        if (!hasPermission(permission)) {
            throw new AccessDeniedException3(null, permission);
        }
    }

    public final boolean hasPermission(Permission permission) {
        return hasPermission2(null, permission);
    }

    public boolean hasPermission2(Authentication who, Permission permission) {
        return false;
    }
}
