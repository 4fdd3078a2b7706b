package io.jenkins.plugins.aks.runner.engine;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;

/** A user's name and password in the lab's credentials store. */
public final class UsernamePassword extends BaseStandardCredentials {

    private static final long serialVersionUID = 1L;

    private final String username;
    private final Secret password;

    public UsernamePassword(String id, String description, String username, String password) {
        super(CredentialsScope.GLOBAL, id, description);
        this.username = username;
        this.password = Secret.fromString(password);
    }

    public String getUsername() {
        return username;
    }

    public Secret getPassword() {
        return password;
    }
}
