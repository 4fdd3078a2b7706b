package io.jenkins.plugins.aks.registry;

import com.azure.core.http.HttpClient;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.time.Clock;

/**
 * A registry by the OCI distribution specification 1.1. Nothing here sleeps or retries: what passes by itself is a
 * {@link io.jenkins.plugins.aks.operation.TransientException}. Logs in at the first request that wants it.
 */
public final class Registry {
    private final String name;
    private final RegistryCalls calls;
    private final WriteGate gate;
    private final Clock clock;

    /**
     * @param host as image names have it, e.g. {@code demo.azurecr.io} or {@code docker.io}; one on this machine may be
     *     without TLS
     * @param client with the proxy and the certificate authorities; follows no redirection
     * @param gate what every write passes
     */
    public Registry(String host, HttpClient client, RegistryLogin login, WriteGate gate, Clock clock) {
        this.name = host;
        this.gate = gate;
        this.clock = clock;
        RegistryHttp http = new RegistryHttp(client, ImageReference.apiHost(host));
        this.calls = new RegistryCalls(http, new RegistryTokens(http, login, clock), clock);
    }

    /** As image names have it. */
    public String name() {
        return name;
    }

    /** @param repository e.g. {@code team/net-monitor} */
    public Repository repository(String repository) {
        return new Repository(name, repository, calls, gate, clock);
    }
}
