package hudson.security;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

public class AccessDeniedException3 extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    public final transient Permission permission;

    public AccessDeniedException3(Authentication authentication, Permission permission) {
        super("the user is missing the " + permission + " permission");
        this.permission = permission;
    }
}
