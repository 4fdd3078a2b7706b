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
        this.pipeline = pipeline(cloud, client, credential);
    }

    /** Sends nothing; the first request logs in. A managed identity is asked for directly, whatever the proxy. */
    public static AzureClients of(Cloud cloud, AzureIdentity identity, ProxySettings proxy) throws OperationException {
        return CACHE.get(cloud, identity, proxy);
    }

    /** Azure Resource Manager behind the gate of one session. */
    public Arm arm(WriteGate gate) {
        return new AzureArm(cloud, pipeline, gate, clock);
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

    private static HttpPipeline pipeline(Cloud cloud, HttpClient client, TokenCredential credential) {
        return new HttpPipelineBuilder()
                .httpClient(client)
                .policies(
                        new UserAgentPolicy(USER_AGENT),
                        new RequestIdPolicy(),
                        new BearerTokenAuthenticationPolicy(credential, cloud.scope()),
                        new RequestLog())
                .build();
    }
}
