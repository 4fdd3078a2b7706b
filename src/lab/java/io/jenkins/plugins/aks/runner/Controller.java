package io.jenkins.plugins.aks.runner;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.microsoft.azure.util.AzureCredentials;
import hudson.ExtensionList;
import hudson.ProxyConfiguration;
import hudson.util.Secret;
import io.jenkins.plugins.aks.pipeline.AksCloud;
import io.jenkins.plugins.aks.pipeline.AksGlobalConfiguration;
import io.jenkins.plugins.aks.sandbox.LabCredentials;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;

/** Sets up what an administrator would set up on a controller: the plugin, a cloud, a credential. */
final class Controller {

    /** What the example calls the cloud and the credential. */
    static final String CLOUD = "sandbox";

    static final String CREDENTIALS = "azure-lab";

    /** Whatever a Jenkinsfile calls its cloud, and where it names none, nothing of a lab run leaves the machine. */
    private static final List<String> NAMES = List.of(CLOUD, "Azure", "AzureChina", "AzureUSGovernment");

    private static final String URL = "http://127.0.0.1/jenkins/";

    private Controller() {}

    static void start(Path home, Sandbox sandbox) {
        io.jenkins.standin.Lab.start(home.toAbsolutePath().toFile(), URL);
        io.jenkins.standin.Lab.loadExtensions(Controller.class.getClassLoader());
        ExtensionList.lookupSingleton(AksGlobalConfiguration.class)
                .setClouds(NAMES.stream().map(name -> cloud(name, sandbox)).toList());
        // What the clusters offer the world has addresses that only the sandbox's proxy leads to on every machine.
        Jenkins.get().proxy = new ProxyConfiguration(
                sandbox.world().getHost(), sandbox.world().getPort(), null, "", "127.0.0.1 localhost");
        io.jenkins.standin.Lab.addCredentials(credential(sandbox.credentials()));
    }

    private static AksCloud cloud(String name, Sandbox sandbox) {
        AksCloud cloud = new AksCloud(name, sandbox.url(), sandbox.url());
        cloud.setCaPem(sandbox.caPem());
        return cloud;
    }

    private static AzureCredentials credential(LabCredentials principal) {
        AzureCredentials credential = new AzureCredentials(
                CredentialsScope.GLOBAL,
                CREDENTIALS,
                "Service principal of the sandbox",
                principal.subscriptionId(),
                principal.clientId(),
                Secret.fromString(principal.clientSecret()));
        credential.setTenant(principal.tenantId());
        return credential;
    }
}
