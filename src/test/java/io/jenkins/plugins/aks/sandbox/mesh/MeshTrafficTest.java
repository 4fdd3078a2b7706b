package io.jenkins.plugins.aks.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients inside and outside of the mesh meet, and which certificates. */
class MeshTrafficTest {
    private static final String PEERS = "/apis/security.istio.io/v1/namespaces/%s/peerauthentications";
    private static final String URL = "front.pets.svc.cluster.local:80/";
    private static MeshCloud mesh;
    private static KubernetesClient client;
    private static TestAuthority authority;

    /** How a command ended. */
    private record Run(int exit, String out, String error) {}

    @BeforeAll
    static void start(@TempDir Path directory) {
        mesh = new MeshCloud(directory);
        authority = mesh.plugged();
        client = mesh.client();
        mesh.namespace("pets", "{istio.io/rev: asm-1-29}");
        mesh.post(
                "/api/v1/namespaces/pets/pods",
                "{apiVersion: v1, kind: Pod, metadata: {name: front, labels: {app: front}}, spec: {containers: [{name:"
                        + " web, image: 'nginx:1.27', ports: [{containerPort: 80}, {containerPort: 8080}]}]}}");
        mesh.post(
                "/api/v1/namespaces/pets/services",
                "{apiVersion: v1, kind: Service, metadata: {name: front}, spec: {selector: {app: front}, ports:"
                        + " [{name: a, port: 80}, {name: b, port: 8080}]}}");
        mesh.pod("pets", "inside", "{app: curl}", "");
        mesh.pod("default", "outside", "{app: curl}", "");
        mesh.post(
                "/api/v1/namespaces/default/pods",
                "{apiVersion: v1, kind: Pod, metadata: {name: tools}, spec: {containers: [{name: app, image:"
                        + " 'nicolaka/netshoot:v0.13', command: [sleep, '100000']}]}}");
        mesh.settle();
    }

    @AfterAll
    static void stop() {
        client.close();
        mesh.close();
    }

    @BeforeEach
    void withoutPolicies() {
        for (String namespace : List.of("pets", "aks-istio-system")) {
            String path = PEERS.formatted(namespace);
            mesh.get(path).at("/items").forEach(item -> mesh.send("DELETE", path + "/" + MeshCloud.name(item), null));
        }
        pass();
    }

    private static void pass() {
        mesh.get("/api/v1/nodes");
        mesh.cloud.pass(Duration.ofSeconds(4));
        mesh.get("/api/v1/nodes");
    }

    private static void peers(String namespace, String name, String spec) {
        assertThat(mesh.post(
                                PEERS.formatted(namespace),
                                "{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: " + name
                                        + "}, spec: " + spec + "}")
                        .status())
                .isEqualTo(201);
    }

    private static void strict() {
        peers("pets", "pets-default", "{mtls: {mode: STRICT}}");
        pass();
    }

    private static Run in(String namespace, String pod, String container, String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        try (ExecWatch watch = client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(container)
                .writingOutput(out)
                .writingError(error)
                .exec(command.split(" "))) {
            int exit = watch.exitCode().get(30, TimeUnit.SECONDS);
            return new Run(exit, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Run outside(String command) {
        return in("default", "outside", "app", command);
    }

    private static Run inside(String command) {
        return in("pets", "inside", "app", command);
    }

    private static int code(String url) {
        return outside("curl -sS -o /dev/null " + url).exit();
    }

    @Test
    void withoutPoliciesEveryoneIsServed() {
        Run plain = outside("curl -sSIL http://" + URL);
        assertThat(plain.exit()).isZero();
        assertThat(plain.out()).contains("HTTP/1.1 200 OK", "server: istio-envoy");
        assertThat(inside("curl -sSIL http://" + URL).out()).contains("HTTP/1.1 200 OK", "server: envoy");
    }

    @Test
    void strictRefusesThoseOutside() {
        strict();
        Run refused = outside("curl -IL " + URL);
        assertThat(refused.exit()).isEqualTo(56);
        assertThat(refused.error()).isEqualTo("curl: (56) Recv failure: Connection reset by peer\n");
        assertThat(outside("curl -sS -o /dev/null -w %{http_code} http://" + URL)
                        .out())
                .isEqualTo("000");
        assertThat(outside("wget -q --spider -T 3 http://" + URL).error())
                .isEqualTo("wget: error getting response: Connection reset by peer\n");
        assertThat(outside("nc -z -w2 front.pets 80").exit()).isZero();
        Run served = inside("curl -IL " + URL);
        assertThat(served.exit()).isZero();
        assertThat(served.out()).contains("HTTP/1.1 200 OK", "server: envoy");
    }

    @Test
    void strictRefusesTheWorldAtALoadBalancer() throws Exception {
        mesh.post(
                "/api/v1/namespaces/pets/services",
                "{apiVersion: v1, kind: Service, metadata: {name: public}, spec: {type: LoadBalancer, selector: {app:"
                        + " front}, ports: [{port: 80}]}}");
        mesh.settle();
        assertThat(fromTheWorld().statusCode()).isEqualTo(200);
        strict();
        assertThat(fromTheWorld().body()).contains("resets the connection");
    }

    private static HttpResponse<String> fromTheWorld() throws Exception {
        String ip = mesh.get("/api/v1/namespaces/pets/services/public").text("/status/loadBalancer/ingress/0/ip");
        URI world = mesh.cloud.sandbox.world();
        HttpClient through = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(world.getHost(), world.getPort())))
                .build();
        return through.send(
                HttpRequest.newBuilder(URI.create("http://" + ip + "/")).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aPolicyComesIntoForceAfterAWhile() {
        peers("pets", "pets-default", "{mtls: {mode: STRICT}}");
        mesh.get("/api/v1/nodes");
        assertThat(code(URL)).isZero();
        pass();
        assertThat(code(URL)).isEqualTo(56);
    }

    @Test
    void theNarrowestPolicyCounts() {
        peers("aks-istio-system", "default", "{mtls: {mode: STRICT}}");
        pass();
        assertThat(code(URL)).isEqualTo(56);
        peers("pets", "pets-default", "{mtls: {mode: PERMISSIVE}}");
        pass();
        assertThat(code(URL)).isZero();
        peers(
                "pets",
                "front",
                "{selector: {matchLabels: {app: front}}, mtls: {mode: STRICT}, portLevelMtls: {'8080': {mode:"
                        + " DISABLE}}}");
        pass();
        assertThat(code(URL)).isEqualTo(56);
        assertThat(code("front.pets:8080/")).isZero();
        peers("pets", "other", "{selector: {matchLabels: {app: other}}, mtls: {mode: DISABLE}}");
        pass();
        assertThat(code(URL)).isEqualTo(56);
    }

    @Test
    void aProxyPassesOnWhatIsEncrypted() {
        Run asked = inside("curl -sSkI https://kubernetes.default.svc.cluster.local/");
        assertThat(asked.out()).contains("HTTP/1.1 401 Unauthorized").doesNotContain("envoy");
    }

    @Test
    void theKindChecksItsMode() {
        assertThat(mesh.post(
                                PEERS.formatted("pets"),
                                "{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: x},"
                                        + " spec: {mtls: {mode: HARD}}}")
                        .text("/message"))
                .contains("spec.mtls.mode", "\"STRICT\"");
    }

    @Test
    void aHandshakeShowsTheChainOfTheWorkload() throws Exception {
        Run permissive = outside("curl -sSk -o /dev/null -w %{certs} https://" + URL);
        assertThat(permissive.exit()).isEqualTo(35);
        assertThat(permissive.out()).isEmpty();
        assertThat(permissive.error()).contains("wrong version number");
        strict();
        Run shown = outside("curl -sSk -o /dev/null -w %{certs} https://" + URL);
        assertThat(shown.exit()).isEqualTo(56);
        assertThat(shown.error()).contains("tlsv13 alert certificate required");
        List<X509Certificate> chain = chain(shown.out());
        assertThat(chain).hasSize(3);
        verify(chain.subList(0, 2), authority.root);
        assertThat(chain.get(0).getSubjectAlternativeNames().toString())
                .contains("spiffe://cluster.local/ns/pets/sa/default");
        assertThat(outside("curl -sS https://" + URL).exit()).isEqualTo(60);
        assertThat(chain(outside("curl -sSk -o /dev/null -w %{certs} https://" + URL)
                        .out()))
                .isEqualTo(chain);
        Run openssl = in("default", "tools", "app", "openssl s_client -showcerts -connect front.pets:80");
        assertThat(chain(openssl.out())).isEqualTo(chain);
    }

    @Test
    void aProxyIsKnownByItsProtocol() throws Exception {
        Run other = in("default", "tools", "app", "openssl s_client -connect front.pets:80");
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.out()).contains("no peer certificate available");
        Run peer = in("default", "tools", "app", "openssl s_client -showcerts -alpn istio -connect front.pets:80");
        assertThat(chain(peer.out())).hasSize(3);
    }

    @Test
    void aNetworkPolicyComesFirst() {
        strict();
        String policies = "/apis/networking.k8s.io/v1/namespaces/pets/networkpolicies";
        mesh.post(
                policies,
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: none}, spec: {podSelector:"
                        + " {matchLabels: {app: front}}, policyTypes: [Ingress]}}");
        pass();
        assertThat(outside("curl -sS -m 2 http://" + URL).exit()).isEqualTo(28);
        assertThat(outside("curl -sSk -m 2 https://" + URL).exit()).isEqualTo(28);
        assertThat(inside("curl -sS -o /dev/null -w %{http_code} http://" + URL).out())
                .isEqualTo("503");
        mesh.send("DELETE", policies + "/none", null);
        pass();
        assertThat(outside("curl -sS -m 2 http://" + URL).exit()).isEqualTo(56);
    }

    @Test
    void istiodShowsItsOwnCertificateOnARealConnection() throws Exception {
        String istiod = MeshCloud.name(mesh.istiod().get(0));
        try (LocalPortForward forward = client.pods()
                        .inNamespace("aks-istio-system")
                        .withName(istiod)
                        .portForward(15012, InetAddress.getLoopbackAddress(), 0);
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort());
                SSLSocket socket = (SSLSocket)
                        trusting(authority.root).getSocketFactory().createSocket(plain, "istiod", 15012, true)) {
            socket.setSoTimeout(20_000);
            socket.startHandshake();
            X509Certificate own = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            assertThat(own.getSubjectAlternativeNames().toString()).contains("istiod-asm-1-29.aks-istio-system.svc");
        }
    }

    @Test
    void theProxyTellsItsCertificates() throws IOException {
        Run told = in("pets", "front", "istio-proxy", "pilot-agent request GET certs");
        assertThat(told.out()).contains("spiffe://cluster.local/ns/pets/sa/default", "ROOTCA");
        try (LocalPortForward forward = client.pods()
                        .inNamespace("pets")
                        .withName("front")
                        .portForward(15000, InetAddress.getLoopbackAddress(), 0);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /config_dump HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder text = new StringBuilder();
            for (int c = in.read(); c >= 0 && !text.toString().contains("private_key"); c = in.read()) {
                text.append((char) c);
            }
            assertThat(text).contains("200 OK", "dynamic_active_secrets", "certificate_chain");
        }
    }

    @Test
    void aForwardedPortGoesAroundTheProxy() throws IOException {
        strict();
        try (LocalPortForward forward = client.pods()
                        .inNamespace("pets")
                        .withName("front")
                        .portForward(80, InetAddress.getLoopbackAddress(), 0);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(15);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    static List<X509Certificate> chain(String text) throws Exception {
        List<X509Certificate> chain = new ArrayList<>();
        String[] blocks = text.split("(?=-----BEGIN CERTIFICATE-----)");
        for (String block : blocks) {
            if (block.startsWith("-----BEGIN")) {
                String pem = block.substring(0, block.indexOf("-----END CERTIFICATE-----") + 25);
                chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
            }
        }
        return chain;
    }

    private static void verify(List<X509Certificate> chain, X509Certificate root) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(mesh.cloud.clock.instant()));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }

    private static SSLContext trusting(X509Certificate root) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", root);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void certificatesAreRenewedWhenTheAuthorityChanges() throws Exception {
        strict();
        JsonNode before = chainOf();
        TestAuthority next = TestAuthority.good("B", mesh.cloud.clock.instant());
        mesh.store(next);
        mesh.addon("{'enableSecretRotation':'true'}");
        mesh.cloud.pass(Duration.ofMinutes(3));
        mesh.settle();
        List<X509Certificate> chain = chain(
                outside("curl -sSk -o /dev/null -w %{certs} https://" + URL).out());
        verify(chain.subList(0, 2), next.root);
        assertThat(before).isNotEqualTo(chainOf());
        mesh.store(authority);
        mesh.cloud.pass(Duration.ofMinutes(3));
        mesh.settle();
        mesh.addon("{'enableSecretRotation':'false'}");
    }

    private static JsonNode chainOf() {
        return io.jenkins.plugins.aks.sandbox.Json.parse(
                in("pets", "front", "istio-proxy", "pilot-agent request GET certs")
                        .out());
    }
}
