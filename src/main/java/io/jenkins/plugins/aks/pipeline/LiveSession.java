package io.jenkins.plugins.aks.pipeline;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.AzureClients;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.azure.WhoAmI;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.registry.Registry;
import io.jenkins.plugins.aks.registry.RegistryLogin;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The session of a step that runs in Jenkins. */
record LiveSession(
        Clock clock,
        Log log,
        WriteGate gate,
        AzureClients clients,
        String subscription,
        Arm arm,
        ClusterAccess clusters,
        RegistryAccess registries,
        Map<String, String> tags,
        StepVariables variables,
        BuildSecrets secrets,
        Workspace workspace,
        UnstableMark mark)
        implements AksSession {

    @Override
    public Cloud cloud() {
        return clients.cloud();
    }

    @Override
    public Arm dataPlane(String url, String scope) throws OperationException {
        return clients.dataPlane(url, scope, gate);
    }

    @Override
    public Registry registry(String host) throws OperationException, TransientException {
        return registries.registry(host);
    }

    @Override
    public Registry registry(String host, RegistryLogin login) {
        return registries.registry(host, login);
    }

    @Override
    public WhoAmI caller() throws OperationException, TransientException {
        return clients.whoAmI();
    }

    @Override
    public Optional<SecretText> variable(String name) throws OperationException {
        return variables.find(name);
    }

    @Override
    public SecretContent secret(String parameter, String credentialsId) throws OperationException {
        return secrets.find(parameter, credentialsId);
    }

    @Override
    public HttpClient httpClient() {
        return clients.httpClient();
    }

    @Override
    public String download(String url) throws OperationException, TransientException {
        return new Download(clients.httpClient()).text(url);
    }

    @Override
    public CompletableFuture<Integer> ask(String url, Duration limit) {
        return clients.httpClient()
                .send(new HttpRequest(HttpMethod.GET, url))
                .map(answer -> {
                    answer.close();
                    return answer.getStatusCode();
                })
                .timeout(limit)
                .toFuture();
    }

    @Override
    public void unstable(String why) throws OperationException, TransientException {
        mark.set(why);
    }

    @Override
    public SecretText kubeconfig(String clusterId, String name, String namespace)
            throws OperationException, TransientException {
        return clusters.kubeconfig(clusterId, name, namespace);
    }

    @Override
    public KubernetesClient kubernetes(String clusterId) throws OperationException, TransientException {
        return clusters.client(clusterId);
    }
}
