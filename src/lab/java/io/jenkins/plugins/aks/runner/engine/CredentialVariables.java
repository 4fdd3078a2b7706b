package io.jenkins.plugins.aks.runner.engine;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.microsoft.azure.util.AzureCredentials;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.aks.runner.model.Symbols;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** What {@code NAME = credentials('id')} means for each kind of credential. */
final class CredentialVariables {

    private CredentialVariables() {}

    /** The line of withCredentials that it stands for. */
    static Map<String, Object> binding(String id, String name, Run<?, ?> run) throws AbortException {
        StandardCredentials found = CredentialsProvider.findCredentialById(id, StandardCredentials.class, run);
        if (found == null) {
            throw new AbortException("Could not find credentials entry with ID '" + id + "'");
        }
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("credentialsId", id);
        if (found instanceof AzureCredentials) {
            binding.put(Symbols.SYMBOL, "azureServicePrincipal");
            binding.put("subscriptionIdVariable", name + "_SUBSCRIPTION_ID");
            binding.put("clientIdVariable", name + "_CLIENT_ID");
            binding.put("clientSecretVariable", name + "_CLIENT_SECRET");
            binding.put("tenantIdVariable", name + "_TENANT_ID");
        } else if (found instanceof StringCredentials) {
            binding.put(Symbols.SYMBOL, "string");
            binding.put("variable", name);
        } else if (found instanceof FileCredentials) {
            binding.put(Symbols.SYMBOL, "file");
            binding.put("variable", name);
        } else {
            binding.put(Symbols.SYMBOL, "usernamePassword");
            binding.put("variable", name);
            binding.put("usernameVariable", name + "_USR");
            binding.put("passwordVariable", name + "_PSW");
        }
        return binding;
    }
}
