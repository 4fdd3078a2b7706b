package io.jenkins.plugins.aks.registry;

/**
 * What a token is asked for.
 *
 * @param actions separated by commas, e.g. {@code pull,push}
 */
record Scope(String repository, String actions) {

    static Scope pull(String repository) {
        return new Scope(repository, "pull");
    }

    static Scope push(String repository) {
        return new Scope(repository, "pull,push");
    }

    static Scope delete(String repository) {
        return new Scope(repository, "delete");
    }

    @Override
    public String toString() {
        return "repository:" + repository + ":" + actions;
    }
}
