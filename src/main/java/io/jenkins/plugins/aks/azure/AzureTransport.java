package io.jenkins.plugins.aks.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Configuration;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The HTTP client towards one cloud: Java's own, with the cloud's certificate authorities and the proxy. */
final class AzureTransport {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private AzureTransport() {}

    /** Nothing is taken from the environment: a proxy is what the settings say. */
    static HttpClient create(String caPem, ProxySettings proxy) throws OperationException {
        java.net.http.HttpClient.Builder client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .sslContext(Trust.context(caPem))
                .proxy(new Selector(proxy));
        if (proxy.isPresent() && !proxy.user().isEmpty()) {
            client.authenticator(new ProxyLogin(proxy));
        }
        return new JdkHttpClientBuilder(client)
                .configuration(Configuration.NONE)
                .connectionTimeout(CONNECT)
                .writeTimeout(ANSWER)
                .responseTimeout(ANSWER)
                .readTimeout(ANSWER)
                .build();
    }

    private static final class Selector extends ProxySelector {
        private final ProxySettings settings;

        Selector(ProxySettings settings) {
            this.settings = settings;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return settings.appliesTo(uri.getHost())
                    ? List.of(new Proxy(
                            Proxy.Type.HTTP, InetSocketAddress.createUnresolved(settings.host(), settings.port())))
                    : List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The request itself fails, and says so.
        }
    }

    private static final class ProxyLogin extends Authenticator {
        private final ProxySettings settings;

        ProxyLogin(ProxySettings settings) {
            this.settings = settings;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            boolean ours = getRequestorType() == RequestorType.PROXY && settings.password() != null;
            return ours
                    ? new PasswordAuthentication(
                            settings.user(), settings.password().reveal().toCharArray())
                    : null;
        }
    }
}
