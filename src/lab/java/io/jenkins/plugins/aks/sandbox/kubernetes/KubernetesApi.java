package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterEvents;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Kubernetes API of all clusters of the sandbox: {@code /{key}/api/v1/…} below where it is mounted. Its state is in
 * the store; it also hears what becomes of clusters and keeps their nodes accordingly.
 */
public final class KubernetesApi implements HttpHandler, ClusterEvents, AutoCloseable {
    private static final HttpString WARNING = new HttpString("Warning");
    private static final String DESIRED = "/desired";

    private final Store store;
    private final Delays delays;
    private final TokenCheck tokens;
    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();
    /** Clusters that the container service has told of since the last advance. */
    private final Set<String> announced = ConcurrentHashMap.newKeySet();

    private final ExecutorService executor;
    private final Watches watches;
    /** Null where nobody outside is there. */
    private volatile LoadBalancers balancers;

    private final PodStreams streams;

    KubernetesApi(Store store, Delays delays, TokenCheck tokens) {
        this.store = store;
        this.delays = delays;
        this.tokens = tokens;
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sandbox-kubernetes-watch");
            thread.setDaemon(true);
            return thread;
        });
        this.watches = new Watches(executor);
        this.streams = new PodStreams(executor);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.isInIoThread()) {
            exchange.dispatch(this);
            return;
        }
        Request request = new Request(exchange);
        try {
            serve(request);
        } catch (ApiError e) {
            send(exchange, new Answer(e.code(), e.status(), List.of()));
        }
    }

    private void serve(Request request) throws Exception {
        Caller caller = tokens.authenticate(request.cluster(), request.bearer(), request.certificate())
                .orElseThrow(ApiError::unauthorized);
        Cluster cluster = cluster(request.cluster());
        if (PodStreams.wants(request)) {
            stream(request, cluster, caller);
            return;
        }
        if (ServiceProxy.wants(request)) {
            proxy(request, cluster, caller);
            return;
        }
        byte[] body = request.body();
        if (!general(request, cluster)) {
            objects(request, cluster, caller, body);
        }
    }

    private void stream(Request request, Cluster cluster, Caller caller) throws Exception {
        Target target;
        ObjectNode pod;
        synchronized (cluster) {
            advance(cluster);
            target = router(request, cluster, caller).target(request);
            pod = cluster.reads().get(target);
        }
        streams.serve(request, cluster, target, pod);
    }

    /** Who a request goes to is looked up under the lock; the pod answers outside of it. */
    private void proxy(Request request, Cluster cluster, Caller caller) {
        ServiceProxy proxy = new ServiceProxy(cluster, request);
        synchronized (cluster) {
            advance(cluster);
            proxy.resolve(router(request, cluster, caller).target(request, proxy.target()));
        }
        proxy.serve();
    }

    private Router router(Request request, Cluster cluster, Caller caller) {
        ObjectNode denied = store.get(deniedKey(request.cluster())).orElseGet(Json::object);
        return new Router(cluster, new Authorization(cluster.objects(), denied), caller);
    }

    private void objects(Request request, Cluster cluster, Caller caller, byte[] body) throws Exception {
        Answer answer = null;
        Watch watch = null;
        synchronized (cluster) {
            advance(cluster);
            Presentation form = new Presentation(cluster.tables(), request.header(Headers.ACCEPT), request.query());
            Router router = router(request, cluster, caller);
            if (request.watches()) {
                watch = router.watch(request, form);
            } else {
                answer = router.answer(request, form, body);
                if (!request.method().equals("GET")) {
                    cluster.changed();
                }
            }
        }
        if (watch != null) {
            watches.serve(request, cluster, watch);
        } else {
            send(request.exchange(), answer);
        }
    }

    /** Health, version, discovery and OpenAPI. */
    private boolean general(Request request, Cluster cluster) throws IOException {
        String path = request.path();
        if (!request.method().equals("GET")) {
            return false;
        }
        if (List.of("/healthz", "/readyz", "/livez").contains(path)) {
            send(request.exchange(), 200, "text/plain; charset=utf-8", "ok".getBytes());
            return true;
        }
        if (path.equals("/openapi/v2")) {
            String accept = request.header(Headers.ACCEPT);
            boolean binary = accept != null && accept.contains("protobuf");
            byte[] document = binary ? OpenApi.version2Binary() : Json.bytes(OpenApi.version2());
            String media = binary ? OpenApi.BINARY_MEDIA : "application/json";
            send(request.exchange(), 200, media, document);
            return true;
        }
        Optional<ObjectNode> document;
        synchronized (cluster) {
            advance(cluster);
            document = path.startsWith("/openapi/v3")
                    ? new OpenApi(cluster.types()).version3(path)
                    : new Discovery(cluster.types(), cluster.serverVersion()).at(path);
        }
        document.ifPresent(found -> send(request.exchange(), Answer.ok(found)));
        return document.isPresent();
    }

    private Cluster cluster(String key) {
        return clusters.computeIfAbsent(key, name -> new Cluster(name, store, delays, this::neighbour));
    }

    /** A hub holds its own lock when it asks, and a member never asks: no two wait for each other. */
    private Optional<Cluster> neighbour(String key) {
        return store.get("k8s/" + key + DESIRED).map(known -> cluster(key));
    }

    /** What one who simulates more of a cluster sees of it. */
    public ClusterView view(String key) {
        return cluster(key).view();
    }

    /** Of all clusters. */
    List<ClusterView> views() {
        return store.under("k8s/").keySet().stream()
                .filter(each -> each.endsWith(DESIRED))
                .map(each -> view(each.substring("k8s/".length(), each.length() - DESIRED.length())))
                .toList();
    }

    Executor executor() {
        return executor;
    }

    private static void send(HttpServerExchange exchange, Answer answer) {
        answer.warnings().forEach(warning -> {
            String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"");
            exchange.getResponseHeaders().add(WARNING, "299 - \"" + quoted + "\"");
        });
        send(exchange, answer.code(), "application/json", Json.bytes(answer.body()));
    }

    private static void send(HttpServerExchange exchange, int code, String contentType, byte[] body) {
        exchange.setStatusCode(code);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    /** Refuses what the rules name from now on: each has verb, resource, namespace and user, a value or {@code *}. */
    public void deny(String key, List<Map<String, String>> rules) {
        ObjectNode document = Json.object();
        rules.forEach(rule -> document.withArray("rules").addPOJO(Json.MAPPER.valueToTree(rule)));
        store.put(deniedKey(key), Json.parse(document.toString()));
    }

    private static String deniedKey(String key) {
        return "k8s/" + key + "/denied";
    }

    @Override
    public void changed(ObjectNode cluster, List<ObjectNode> pools) {
        String key = ClusterKeys.keyOf(Json.text(cluster, "id"));
        new Desired(store, key).write(cluster, pools, delays.now());
        announced.add(key);
    }

    /** Takes no lock of the cluster: the caller is inside the store's transaction. */
    @Override
    public void deleted(String clusterId) {
        String key = ClusterKeys.keyOf(clusterId);
        announced.remove(key);
        if (balancers != null) {
            // Later, for who follows a cluster may wait for the store.
            executor.execute(() -> balancers.forget(key));
        }
        Cluster gone = clusters.remove(key);
        if (gone != null) {
            gone.objects().close();
        }
        store.under("k8s/" + key + "/").keySet().forEach(store::delete);
    }

    private void advance(Cluster cluster) {
        synchronized (cluster) {
            cluster.advance();
            if (balancers != null) {
                balancers.follow(cluster.view().key(), cluster.objects());
            }
        }
    }

    /** Opens what the clusters offer the world, those that there are already among them. */
    void offer(LoadBalancers offered) {
        balancers = offered;
        views().forEach(view -> advance(cluster(view.key())));
    }

    /** Brings every cluster in use up to the present. */
    void advance() {
        for (String key : announced) {
            announced.remove(key);
            cluster(key);
        }
        clusters.values().forEach(this::advance);
    }

    @Override
    public void close() {
        clusters.values().forEach(cluster -> cluster.objects().close());
        executor.shutdownNow();
    }
}
