package io.jenkins.plugins.aks.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.time.Clock;

/**
 * The clients of one identity in one cloud. Made once and shared: {@link #of} gives the same object for the same cloud,
 * identity and proxy, so connections and tokens are reused.
 */
public final class AzureClients {
    static final String USER_AGENT = "aks-pipeline-steps";

    private static final ClientCache CACHE = new ClientCache();

    private final Cloud cloud;
    private final HttpClient client;
    private final TokenCredential credential;
    private final HttpPipeline pipeline;
    private final Clock clock;

    AzureClients(Cloud cloud, HttpClient client, TokenCredential credential, Clock clock) {
        this.cloud = cloud;
        this.client = client;
        this.credential = credential;
        this.clock = clock;
        this.pipeline = pipeline(client, credential, cloud.scope());
    }

    /** Sends nothing; the first request logs in. A managed identity is asked for directly, whatever the proxy. */
    public static AzureClients of(Cloud cloud, AzureIdentity identity, ProxySettings proxy) throws OperationException {
        return CACHE.get(cloud, identity, proxy);
    }

    /** Azure Resource Manager behind the gate of one session. */
    public Arm arm(WriteGate gate) {
        return new AzureArm(cloud.resourceManager(), pipeline, gate, clock);
    }

    /**
     * The same protocol at another service's own endpoint, such as a key vault's, behind the gate of one session.
     *
     * @param url where the service itself says that its endpoint is; the access token goes there
     * @param scope of the tokens that this service takes, e.g. {@link Cloud#keyVaultScope}
     */
    public Arm dataPlane(String url, String scope, WriteGate gate) throws OperationException {
        if (!url.regionMatches(true, 0, "https://", 0, 8)) {
            throw new OperationException("'" + url + "' is no HTTPS endpoint, and gets no access token. Check the"
                    + " resource that names it.");
        }
        String base = url.replaceAll("/+$", "");
        return new AzureArm(base, pipeline(client, credential, scope), gate, clock);
    }

    /** For other services' clients. Its failures are {@link LoginFailure}s. */
    public TokenCredential credential() {
        return credential;
    }

    /** The transport, for other services' clients. */
    public HttpClient httpClient() {
        return client;
    }

    public Cloud cloud() {
        return cloud;
    }

    /** @param scope e.g. {@code https://vault.azure.net/.default} */
    public AccessToken token(String scope) throws OperationException, TransientException {
        try {
            return credential.getTokenSync(new TokenRequestContext().addScopes(scope));
        } catch (LoginFailure e) {
            throw e.named();
        }
    }

    public WhoAmI whoAmI() throws OperationException, TransientException {
        return WhoAmI.of(token(cloud.scope()).getToken());
    }

    private static HttpPipeline pipeline(HttpClient client, TokenCredential credential, String scope) {
        return new HttpPipelineBuilder()
                .httpClient(client)
                .policies(
                        new UserAgentPolicy(USER_AGENT),
                        new RequestIdPolicy(),
                        new BearerTokenAuthenticationPolicy(credential, scope),
                        new RequestLog())
                .build();
    }
}
