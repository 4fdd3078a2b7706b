package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.network.PodNetwork;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Kubernetes API on a loopback port, with a clock that tests move. */
public final class ApiServer implements AutoCloseable {
    private ObjectNode network = Json.object();
    private ObjectNode mesh = Json.object();
    static final String ID =
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/lab";
    static final String KEY = ClusterKeys.keyOf(ID);
    static final String TOKEN = "token-of-the-admin";
    public static final String READER = "token-of-a-reader";
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    /** Kept, because the log manager holds loggers weakly. */
    private static final List<Logger> QUIET = Stream.of("io.undertow", "org.xnio", "org.jboss")
            .map(Logger::getLogger)
            .peek(logger -> logger.setLevel(Level.WARNING))
            .toList();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final MemoryStore store;
    private final KubernetesApi api;
    private final Undertow server;
    private final Map<String, Consumer<HttpServerExchange>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Instant now;
    private volatile long faster = 1;

    public ApiServer() {
        this(new MemoryStore(), START);
    }

    private ApiServer(MemoryStore store, Instant now) {
        this.store = store;
        this.now = now;
        this.api = new KubernetesApi(
                store, new Delays(() -> this.now, duration -> duration.dividedBy(faster)), ApiServer::caller);
        this.server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(4)
                .setHandler(this::handle)
                .build();
        server.start();
    }

    private void handle(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRelativePath().substring(1 + KEY.length());
        asked.add(exchange.getRequestMethod() + " " + path);
        Consumer<HttpServerExchange> prepared = answers.get(path);
        if (prepared == null) {
            api.handleRequest(exchange);
        } else {
            prepared.accept(exchange);
        }
    }

    /** Answers every request to a path in place of the API server, as an aggregated server or a gateway does. */
    public void answer(String path, int status, String body) {
        answers.put(
                path,
                exchange -> exchange.setStatusCode(status).getResponseSender().send(body));
    }

    /** The requests so far, such as {@code GET /api/v1/nodes}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private static Optional<Caller> caller(
            String cluster, String bearer, java.security.cert.X509Certificate certificate) {
        if (!cluster.equals(KEY)) {
            return Optional.empty();
        }
        if (TOKEN.equals(bearer)) {
            return Optional.of(new Caller("admin", List.of("system:masters")));
        }
        return READER.equals(bearer)
                ? Optional.of(new Caller("reader", List.of("system:authenticated")))
                : Optional.empty();
    }

    /** The same state in a new process, as after a kill. */
    ApiServer restarted() {
        close();
        return new ApiServer(store, now);
    }

    KubernetesApi api() {
        return api;
    }

    MemoryStore store() {
        return store;
    }

    /** The HTTP status that a client outside of the cluster gets; 0 for none, -1 for a refusal. */
    public int fromOutside(String ip, int port, String path) {
        get("/api/v1/nodes");
        return PodNetwork.outside(api.view(KEY)).ask(ip, port, path);
    }

    /** What takes time takes so many times less of it from now on, such as programs in containers. */
    public void faster(int times) {
        faster = times;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Lets pods start, one after the other where they are ordered. */
    public void settle() {
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(1));
            get("/api/v1/nodes");
        }
    }

    String url() {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        return "http://127.0.0.1:" + port + "/" + KEY;
    }

    public KubernetesClient client() {
        return client(TOKEN);
    }

    public KubernetesClient client(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withOauthToken(token)
                .withNamespace("default")
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    Reply get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Reply post(String path, String yaml, String... headers) {
        return send("POST", path, json(yaml), with(headers, "Content-Type", "application/json"));
    }

    Reply put(String path, JsonNode object, String... headers) {
        return send("PUT", path, object.toString(), with(headers, "Content-Type", "application/json"));
    }

    Reply delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** The names of the objects of a list. */
    public List<String> names(String path) {
        return get(path).names();
    }

    /** An object as it is now. */
    public JsonNode object(String path) {
        return get(path).json();
    }

    Reply deleteWith(String path, String options) {
        return send("DELETE", path, options, "Content-Type", "application/json");
    }

    public Reply apply(String path, String manager, String yaml) {
        String query = (path.contains("?") ? "&" : "?") + "fieldManager=" + manager;
        return send("PATCH", path + query, json(yaml), "Content-Type", "application/apply-patch+yaml");
    }

    Reply patch(String path, String kind, String body) {
        return send("PATCH", path, body, "Content-Type", "application/" + kind + "-patch+json");
    }

    Reply send(String method, String path, String body, String... headers) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofString());
            boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
            JsonNode tree = isJson
                    ? Json.MAPPER.readTree(response.body())
                    : Json.object().put("text", response.body());
            return new Reply(response.statusCode(), response.headers(), tree);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The lines of a watch that ends by its timeout. */
    List<JsonNode> watch(String path) throws Exception {
        HttpResponse<Stream<String>> response =
                HTTP.send(request("GET", path, ""), HttpResponse.BodyHandlers.ofLines());
        List<JsonNode> events = new ArrayList<>();
        for (String line : response.body().toList()) {
            events.add(Json.parse(line));
        }
        return events;
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path.replace(" ", "%20")))
                .timeout(Duration.ofSeconds(30))
                .header("User-Agent", "test/1.0");
        boolean authorized = List.of(headers).contains("Authorization");
        if (!authorized) {
            request.header("Authorization", "Bearer " + TOKEN);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private static String[] with(String[] headers, String name, String value) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(name);
        all.add(value);
        return all.toArray(String[]::new);
    }

    static String json(String yaml) {
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return Json.MAPPER.valueToTree(document).toString();
    }

    /** Sets a part of the network profile of the clusters to come. */
    public ApiServer network(String yaml) {
        network = Json.parse(json(yaml));
        return this;
    }

    /** Sets the service mesh profile of the clusters to come. */
    public ApiServer mesh(String yaml) {
        mesh = Json.parse(json(yaml));
        return this;
    }

    /** Tells the server of the cluster with one pool, as the container service does. */
    public void cluster(String... pools) {
        ObjectNode cluster = Json.object().put("id", ID).put("location", "East US 2");
        ObjectNode properties = cluster.putObject("properties");
        properties.put("currentKubernetesVersion", "1.32.5").put("nodeResourceGroup", "MC_rg_lab_eastus2");
        ObjectNode network = properties.putObject("networkProfile");
        network.put("networkDataplane", "cilium").put("networkPolicy", "cilium");
        network.setAll(this.network);
        properties.set("serviceMeshProfile", mesh);
        List<ObjectNode> list = new ArrayList<>();
        for (String pool : pools) {
            list.add(Json.parse(json(pool)));
        }
        api.changed(cluster, list);
    }

    public void namespace(String name) {
        post("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }

    public void deny(Map<String, String> rule) {
        api.deny(KEY, List.of(rule));
    }

    @Override
    public void close() {
        server.stop();
        api.close();
    }
}
