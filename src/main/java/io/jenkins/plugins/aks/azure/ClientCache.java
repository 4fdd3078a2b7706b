package io.jenkins.plugins.aks.azure;

import com.azure.core.http.HttpClient;
import io.jenkins.plugins.aks.azure.AzureIdentity.ClientCertificate;
import io.jenkins.plugins.aks.azure.AzureIdentity.ClientSecret;
import io.jenkins.plugins.aks.azure.AzureIdentity.ManagedIdentity;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The clients in use, by cloud, identity and proxy; a changed secret makes a new entry. The oldest ones are dropped. */
final class ClientCache {
    private static final int MOST = 64;

    private final Map<String, HttpClient> transports = new Recent<>();
    private final Map<String, AzureClients> clients = new Recent<>();

    synchronized AzureClients get(Cloud cloud, AzureIdentity identity, ProxySettings proxy) throws OperationException {
        String key = digest(cloud.toString(), proxyKey(proxy), identity.describe(), secretOf(identity));
        AzureClients known = clients.get(key);
        if (known == null) {
            HttpClient transport = transport(cloud, proxy);
            HttpClient login = identity instanceof ManagedIdentity ? transport(cloud, ProxySettings.none()) : transport;
            Clock clock = Clock.systemUTC();
            known = new AzureClients(
                    cloud, transport, AzureCredentialFactory.create(cloud, identity, login, clock), clock);
            clients.put(key, known);
        }
        return known;
    }

    private HttpClient transport(Cloud cloud, ProxySettings proxy) throws OperationException {
        String key = digest(cloud.caPem(), proxyKey(proxy));
        HttpClient known = transports.get(key);
        if (known == null) {
            known = AzureTransport.create(cloud.caPem(), proxy);
            transports.put(key, known);
        }
        return known;
    }

    private static String proxyKey(ProxySettings proxy) {
        return digest(
                proxy.host(),
                Integer.toString(proxy.port()),
                proxy.user(),
                text(proxy.password()),
                proxy.noProxy().toString());
    }

    private static String secretOf(AzureIdentity identity) {
        if (identity instanceof ClientSecret secret) {
            return text(secret.secret());
        }
        if (identity instanceof ClientCertificate certificate) {
            return HexFormat.of().formatHex(certificate.certificate()) + "\n" + text(certificate.password());
        }
        return "";
    }

    private static String text(SecretText secret) {
        return secret == null ? "" : secret.reveal();
    }

    private static String digest(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST;
        }
    }
}
