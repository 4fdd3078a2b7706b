package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What {@code azureDeploy} was asked for.
 *
 * @param group the id of the resource group
 * @param name of the deployment
 * @param run what tells this call of the step from all others, the same after a restart
 * @param source where the template comes from
 * @param parameters plain values by name
 * @param parametersFile empty for none
 * @param secrets the names of environment variables by the template's parameters
 * @param complete whether resources of the group that the template lacks are deleted
 * @param force whether it is deployed although nothing seems to have changed
 */
record DeploySpec(
        String group,
        String name,
        String run,
        TemplateSource source,
        Map<String, Object> parameters,
        String parametersFile,
        Map<String, String> secrets,
        boolean complete,
        boolean force) {
    private static final Pattern NAME = Pattern.compile("[-\\w.()]{1,64}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w*");
    private static final Set<String> MODES = Set.of("incremental", "complete");

    DeploySpec {
        parameters = new TreeMap<>(parameters);
        secrets = new TreeMap<>(secrets);
    }

    static String checkedName(String name) throws InvalidParameterException {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidParameterException(
                    "name", name, "1 to 64 letters, digits and - _ . ( )", "Correct the deployment's name.");
        }
        return name;
    }

    static boolean isComplete(String mode) throws InvalidParameterException {
        String lower = mode.toLowerCase(Locale.ROOT);
        if (!MODES.contains(lower)) {
            throw new InvalidParameterException(
                    "mode",
                    mode,
                    "Incremental, which leaves what the template does not have, or Complete, which deletes it",
                    "Leave it out for Incremental.");
        }
        return lower.equals("complete");
    }

    void checkSecrets() throws InvalidParameterException {
        for (Map.Entry<String, String> each : secrets.entrySet()) {
            if (!VARIABLE.matcher(each.getValue()).matches()) {
                throw new InvalidParameterException(
                        "secureParameters." + each.getKey(),
                        "something that is no name",
                        "the name of an environment variable, in quotes and without $",
                        "Bind the secret with withCredentials and give the variable's name, never its value.");
            }
            if (parameters.containsKey(each.getKey())) {
                throw new InvalidParameterException(
                        "parameters",
                        each.getKey(),
                        "each parameter once",
                        "It is in secureParameters too: take it out of parameters.");
            }
        }
    }
}
