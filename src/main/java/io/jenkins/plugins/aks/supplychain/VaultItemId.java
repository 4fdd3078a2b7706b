package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a key or certificate in a key vault; a certificate and its key have the same name and version.
 *
 * @param vault the vault's endpoint, without a slash at its end
 * @param name of the certificate
 * @param version empty for the newest
 */
record VaultItemId(String vault, String name, String version) {
    private static final Pattern FORM = Pattern.compile(
            "(https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?)/(?:keys|certificates)/([A-Za-z0-9-]{1,127})(?:/([A-Za-z0-9]{1,64}))?/?");
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9-]{1,127})(?:/([A-Za-z0-9]{1,64}))?");

    /** @param parameter of the step, for errors */
    static VaultItemId parse(String parameter, String id) throws InvalidParameterException {
        Matcher form = FORM.matcher(id);
        if (!form.matches()) {
            throw new InvalidParameterException(
                    parameter,
                    id,
                    "https://<vault>/keys/<name>[/<version>] or https://<vault>/certificates/<name>[/<version>]",
                    "keyVaultCertificate returns such ids.");
        }
        return new VaultItemId(form.group(1), form.group(2), form.group(3) == null ? "" : form.group(3));
    }

    /** Refuses what can't be a certificate's name, with or without a version. */
    static void checkName(String parameter, String name) throws InvalidParameterException {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidParameterException(
                    parameter,
                    name,
                    "<name> or <name>/<version> of a certificate: letters, digits and hyphens",
                    "Correct it; an https id goes into keyId.");
        }
    }

    /** @param name as {@link #checkName} admits it */
    static VaultItemId in(String vault, String name) {
        int slash = name.indexOf('/');
        return new VaultItemId(
                vault.replaceAll("/+$", ""),
                slash < 0 ? name : name.substring(0, slash),
                slash < 0 ? "" : name.substring(slash + 1));
    }

    /** Where the certificate is, under its vault. */
    String path() {
        return "/certificates/" + name + "/" + version;
    }

    @Override
    public String toString() {
        return vault + "/certificates/" + name + (version.isEmpty() ? "" : "/" + version);
    }
}
