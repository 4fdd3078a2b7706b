package io.jenkins.plugins.aks.runner.builtin;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.microsoft.azure.util.AzureCredentials;
import hudson.AbortException;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import io.jenkins.plugins.aks.runner.engine.UsernamePassword;
import io.jenkins.plugins.aks.runner.model.Symbols;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** What withCredentials binds: variables whose secret ones are masked from now on. */
final class Bindings {

    /** The kinds that a script can name. */
    static final Set<String> KINDS = Set.of("string", "usernamePassword", "file", "azureServicePrincipal");

    private final LabContext context;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();

    Bindings(LabContext context) {
        this.context = context;
    }

    Map<String, String> variables() {
        return variables;
    }

    /** @return the names of the variables that hold secrets */
    List<String> bind(Object description) throws IOException {
        if (!(description instanceof Map<?, ?> binding) || !KINDS.contains(binding.get(Symbols.SYMBOL))) {
            throw new AbortException(
                    "withCredentials takes a list of %s in the lab, found: %s".formatted(KINDS, description));
        }
        return switch (binding.get(Symbols.SYMBOL).toString()) {
            case "string" -> {
                StringCredentials secret = find(binding, StringCredentials.class);
                yield List.of(secret(
                        text(binding, "variable", null), secret.getSecret().getPlainText()));
            }
            case "usernamePassword" -> userAndPassword(binding);
            case "file" -> file(binding);
            default -> azure(binding);
        };
    }

    private List<String> userAndPassword(Map<?, ?> binding) throws AbortException {
        UsernamePassword found = find(binding, UsernamePassword.class);
        String password = found.getPassword().getPlainText();
        variables.put(text(binding, "usernameVariable", null), found.getUsername());
        if (binding.containsKey("variable")) {
            secret(text(binding, "variable", null), found.getUsername() + ":" + password);
        }
        return List.of(secret(text(binding, "passwordVariable", null), password));
    }

    private List<String> file(Map<?, ?> binding) throws IOException {
        FileCredentials found = find(binding, FileCredentials.class);
        Path directory = Files.createTempDirectory(
                Files.createDirectories(context.session().run().getRootDir().toPath()), "secretFiles");
        Path file = directory.resolve(Path.of(found.getFileName()).getFileName());
        try (InputStream content = found.getContent()) {
            Files.copy(content, file);
        }
        files.add(file);
        files.add(directory);
        return List.of(secret(text(binding, "variable", null), file.toString()));
    }

    private List<String> azure(Map<?, ?> binding) throws AbortException {
        AzureCredentials found = find(binding, AzureCredentials.class);
        variables.put(text(binding, "subscriptionIdVariable", "AZURE_SUBSCRIPTION_ID"), found.getSubscriptionId());
        variables.put(text(binding, "clientIdVariable", "AZURE_CLIENT_ID"), found.getClientId());
        variables.put(text(binding, "tenantIdVariable", "AZURE_TENANT_ID"), found.getTenant());
        String name = text(binding, "clientSecretVariable", "AZURE_CLIENT_SECRET");
        return List.of(secret(name, found.getPlainClientSecret()));
    }

    void removeFiles() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private String secret(String variable, String value) {
        context.session().console().mask(value);
        variables.put(variable, value);
        return variable;
    }

    private static String text(Map<?, ?> binding, String key, String otherwise) throws AbortException {
        Object value = binding.get(key);
        if (value == null && otherwise == null) {
            throw new AbortException("Missing required parameter: \"%s\" of %s in withCredentials"
                    .formatted(key, binding.get(Symbols.SYMBOL)));
        }
        return value == null ? otherwise : value.toString();
    }

    private <C extends StandardCredentials> C find(Map<?, ?> binding, Class<C> type) throws AbortException {
        String id = text(binding, "credentialsId", null);
        C found = CredentialsProvider.findCredentialById(
                id, type, context.session().run());
        if (found == null) {
            StandardCredentials other = CredentialsProvider.findCredentialById(
                    id, StandardCredentials.class, context.session().run());
            throw new AbortException(
                    other == null
                            ? "Could not find credentials entry with ID '" + id + "'"
                            : "Credentials '%s' is of type '%s' where '%s' was expected"
                                    .formatted(id, other.getClass().getSimpleName(), type.getName()));
        }
        return CredentialsProvider.track(context.session().run(), found);
    }
}
