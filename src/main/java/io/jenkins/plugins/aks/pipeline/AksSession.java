package io.jenkins.plugins.aks.pipeline;

import com.azure.core.http.HttpClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmAccess;
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

/** The live side of one step: clients, clock, log. Rebuilt after a restart; nothing of it is saved. */
public interface AksSession {

    /** How the operations on Azure resources get at a session. */
    ArmAccess<AksSession> ACCESS = new ArmAccess<>(AksSession::arm, AksSession::clock);

    Clock clock();

    Log log();

    WriteGate gate();

    Cloud cloud();

    /** The subscription that the step works in. */
    String subscription();

    /** Already behind the {@link #gate}. */
    Arm arm();

    /**
     * A service's own endpoint, spoken to like Resource Manager; already behind the {@link #gate}.
     *
     * @param url HTTPS, as the service's resource names it, e.g. {@code properties.vaultUri}
     * @param scope of the tokens that the service takes, e.g. {@link Cloud#keyVaultScope}
     */
    Arm dataPlane(String url, String scope) throws OperationException;

    /**
     * A container registry; already behind the {@link #gate}. An Azure container registry of the build's cloud is logged in
     * to with the build's Azure identity, any other is asked as nobody.
     *
     * @param host as image names have it, e.g. {@code demo.azurecr.io} or {@code docker.io}
     */
    Registry registry(String host) throws OperationException, TransientException;

    /** A container registry with a login of its own, whatever registry it is. */
    Registry registry(String host, RegistryLogin login);

    /** The principal that the credential is: its object id, and its type as role assignments want it. */
    WhoAmI caller() throws OperationException, TransientException;

    /**
     * An environment variable at the step's place in the Pipeline, among them those that {@code withCredentials} binds;
     * empty where there is none of this name. Looked up at each call and kept nowhere, since it may be a secret.
     */
    Optional<SecretText> variable(String name) throws OperationException;

    /**
     * The content of a Jenkins credential that holds keys or certificates. Looked up at each call and kept nowhere.
     *
     * @param parameter of the step that names it, for errors
     */
    SecretContent secret(String parameter, String credentialsId) throws OperationException;

    /**
     * A secret as text that may be in a result and in a journal: encrypted with the controller's own key. For
     * {@link AksBlockStep#bodySecrets}.
     */
    default String seal(SecretText secret) {
        return Sealed.close(secret);
    }

    /** The files of the build's workspace; each use says for itself whether the step has one. */
    Workspace workspace();

    /**
     * A public text, fetched over HTTPS through Jenkins' proxy and without a credential; of at most 10 MiB.
     *
     * @throws OperationException for another scheme, a refusal, or too much
     */
    String download(String url) throws OperationException, TransientException;

    /** The transport with Jenkins' proxy, for public addresses; it carries no credential. */
    HttpClient httpClient();

    /**
     * A client for the Kubernetes API of a cluster, or of a fleet's hub, with the user credential that the caller's role
     * gives.
     *
     * @param clusterId {@code /subscriptions/…/managedClusters/{name}}, or {@code …/fleets/{name}} for the hub
     */
    KubernetesClient kubernetes(String clusterId) throws OperationException, TransientException;

    /**
     * Asks a public address for a page from where Jenkins runs, through its proxy and without a credential; holds no thread.
     *
     * @param limit after which silence ends it, with a {@link java.util.concurrent.TimeoutException}
     * @return the HTTP status, or why there was none
     */
    CompletableFuture<Integer> ask(String url, Duration limit);

    /**
     * Marks the step, its stage and the build as unstable; the step goes on. Done again it changes nothing.
     *
     * @param why for the log and the build's page
     */
    void unstable(String why) throws OperationException, TransientException;

    /**
     * A kubeconfig for other programs, with the same credential in it: for an Entra cluster a token that lives as long as Entra
     * gives it, about an hour.
     *
     * @param name what cluster, context and user are called in it
     * @param namespace the context's; empty for none
     */
    default SecretText kubeconfig(String clusterId, String name, String namespace)
            throws OperationException, TransientException {
        throw new OperationException("there is no kubeconfig for " + clusterId);
    }

    /** The tags that everything created carries: {@code created-by}, {@code build-url}; {@code expires} where set. */
    Map<String, String> tags();
}
