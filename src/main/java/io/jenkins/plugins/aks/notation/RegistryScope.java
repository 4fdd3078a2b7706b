package io.jenkins.plugins.aks.notation;

import java.util.regex.Pattern;

/** The form of a registry scope: a repository with its registry, without scheme, tag or wildcards. */
final class RegistryScope {
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String PATH = "[a-z0-9]+(?:(?:[._]|__|-*)[a-z0-9]+)*+";
    private static final Pattern FORM =
            Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+(?::[0-9]+)?/" + PATH + "(?:/" + PATH + ")*+");

    private RegistryScope() {}

    static void check(String scope) throws NotationException {
        if (scope.length() > 1 && scope.contains(TrustPolicy.WILDCARD)) {
            throw problem(scope, "with wild card(s) is not valid");
        }
        if (!FORM.matcher(scope).matches()) {
            throw problem(scope, "is not valid");
        }
    }

    private static NotationException problem(String scope, String what) {
        return new NotationException("registry scope \"" + scope + "\" " + what
                + ", make sure it is a fully qualified repository without the scheme, protocol or tag. For example"
                + " domain.com/my/repository or a local scope like local/myOCILayout");
    }
}
