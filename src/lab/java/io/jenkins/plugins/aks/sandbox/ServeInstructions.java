package io.jenkins.plugins.aks.sandbox;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to point az, kubectl and a Jenkins controller at a running sandbox. The commands and scripts are files in the
 * state directory, readable by their owner only, because they carry the principal's secret; the text names the files.
 */
public final class ServeInstructions {
    /** What the cloud and the credential are called on the controller; the examples' parameters say the same. */
    private static final String CLOUD = "sandbox";

    private static final String CREDENTIALS = "azure-lab";

    private static final String AZ =
            """
            # For a POSIX shell: . ${directory}/az.sh
            export AZURE_CONFIG_DIR='${directory}/azure'
            export REQUESTS_CA_BUNDLE='${directory}/ca.pem'
            if az cloud show -n Sandbox >/dev/null 2>&1; then action=update; else action=register; fi
            az cloud $action -n Sandbox \\
              --endpoint-resource-manager ${url} \\
              --endpoint-management ${url} \\
              --endpoint-active-directory ${url}/adfs \\
              --endpoint-active-directory-resource-id ${url}/ \\
              --endpoint-active-directory-graph-resource-id ${url}/ \\
              --suffix-keyvault-dns .vault.azure.net \\
              --suffix-acr-login-server-endpoint .azurecr.io \\
              --endpoint-gallery ${url} \\
              --endpoint-vm-image-alias-doc ${url}
            az cloud set -n Sandbox
            az login --service-principal -u ${clientId} -p '${clientSecret}' --tenant ${tenantId}
            """;
    private static final String GROOVY =
            """
            // For Manage Jenkins, Script Console, or for init.groovy.d.
            import com.cloudbees.plugins.credentials.CredentialsScope
            import com.cloudbees.plugins.credentials.SystemCredentialsProvider
            import com.microsoft.azure.util.AzureCredentials
            import hudson.ExtensionList
            import hudson.ProxyConfiguration
            import hudson.util.Secret
            import io.jenkins.plugins.aks.pipeline.AksCloud
            import io.jenkins.plugins.aks.pipeline.AksGlobalConfiguration
            import jenkins.model.Jenkins

            def settings = ExtensionList.lookupSingleton(AksGlobalConfiguration)
            def cloud = new AksCloud('${cloud}', '${url}', '${url}')
            cloud.audience = '${url}'
            cloud.custom = true
            cloud.caPem = '''\\
            ${caPem}'''
            settings.clouds = settings.clouds.findAll { it.name != '${cloud}' } + cloud

            def principal = new AzureCredentials(CredentialsScope.GLOBAL, '${credentials}',
                'Service principal of the sandbox', '${subscriptionId}', '${clientId}',
                Secret.fromString('${clientSecret}'))
            principal.tenant = '${tenantId}'
            def store = SystemCredentialsProvider.instance
            store.credentials.removeAll(store.credentials.findAll { it.hasProperty('id') && it.id == '${credentials}' })
            store.credentials.add(principal)
            store.save()

            // The sandbox's own proxy leads to the addresses of the clusters' load balancers.
            def controller = Jenkins.get()
            if (controller.proxy == null || controller.proxy.name == '${worldHost}') {
              controller.proxy = new ProxyConfiguration('${worldHost}', ${worldPort}, null, null, '127.0.0.1\\nlocalhost')
              controller.proxy.save()
            } else {
              println 'Jenkins has the proxy ' + controller.proxy.name + ': from the world checkConnectivity may find nothing'
            }
            """;
    private static final String CASC =
            """
            # Configuration as Code. It replaces the clouds and system credentials that are there: for a new controller.
            # On another one, run jenkins.groovy, which adds, or merge this into the controller's own configuration.
            # The proxy leads to the addresses of the clusters' load balancers; names it connects to for real.
            jenkins:
              proxy:
                name: "${worldHost}"
                port: ${worldPort}
                noProxyHost: "127.0.0.1\\nlocalhost"
            unclassified:
              aksPipelineSteps:
                clouds:
                  - name: "${cloud}"
                    resourceManager: "${url}"
                    authority: "${url}"
                    audience: "${url}"
                    custom: true
                    caPem: |
            ${indentedCaPem}
            credentials:
              system:
                domainCredentials:
                  - credentials:
                      - azure:
                          scope: GLOBAL
                          id: "${credentials}"
                          description: "Service principal of the sandbox"
                          subscriptionId: "${subscriptionId}"
                          clientId: "${clientId}"
                          clientSecret: "${clientSecret}"
                          tenant: "${tenantId}"
            """;
    private static final String TEXT =
            """
            Simulated Azure at ${url} (simulated time runs ${scale} times as fast)
              subscription ${subscriptionId}, tenant ${tenantId}
              service principal and its secret: ${directory}/credentials.json
              requests: ${directory}/requests.log
            az (registers the cloud and logs in; needs no other account):
              . ${directory}/az.sh
              az group create -n rg -l westeurope
              az aks create -g rg -n demo --no-ssh-key --node-vm-size Standard_D4s_v5
            kubectl (the kubeconfig carries the certificate authority):
              az aks get-credentials -g rg -n demo -f ${directory}/kubeconfig
              kubectl --kubeconfig ${directory}/kubeconfig get nodes
            What the clusters offer the world (LoadBalancers) is reached through a proxy:
              curl -x ${world} http://ADDRESS/
            Jenkins: run ${directory}/jenkins.groovy in the script console, or apply ${directory}/jenkins.yaml
              (Configuration as Code); both make the cloud '${cloud}' and the credential '${credentials}',
              and set Jenkins' proxy, which is to be taken out again under Manage Jenkins, System, when the sandbox is gone.
              Then run examples/Jenkinsfile with CLOUD=${cloud} and CREDENTIALS=${credentials}.
            """;

    private final Path directory;
    private final Map<String, String> values;

    public ServeInstructions(Sandbox sandbox) {
        LabCredentials lab = sandbox.credentials();
        this.directory = sandbox.settings().stateDir().toAbsolutePath().normalize();
        this.values = Map.ofEntries(
                Map.entry("directory", directory.toString()),
                Map.entry("url", sandbox.url()),
                Map.entry("scale", "%.0f".formatted(sandbox.clock().scale())),
                Map.entry("world", sandbox.world().toString()),
                Map.entry("worldHost", sandbox.world().getHost()),
                Map.entry("worldPort", String.valueOf(sandbox.world().getPort())),
                Map.entry("cloud", CLOUD),
                Map.entry("credentials", CREDENTIALS),
                Map.entry("caPem", sandbox.caPem()),
                Map.entry(
                        "indentedCaPem",
                        sandbox.caPem().stripTrailing().indent(10).stripTrailing()),
                Map.entry("subscriptionId", lab.subscriptionId()),
                Map.entry("tenantId", lab.tenantId()),
                Map.entry("clientId", lab.clientId()),
                Map.entry("clientSecret", lab.clientSecret()));
    }

    /** Writes {@code az.sh}, {@code jenkins.groovy} and {@code jenkins.yaml}. */
    public ServeInstructions write() {
        Pem.writeSecret(directory.resolve("az.sh"), filled(AZ));
        Pem.writeSecret(directory.resolve("jenkins.groovy"), filled(GROOVY));
        Pem.writeSecret(directory.resolve("jenkins.yaml"), filled(CASC));
        return this;
    }

    /** What to print; has no secret. */
    public String text() {
        return filled(TEXT);
    }

    private String filled(String template) {
        String text = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return text;
    }
}
