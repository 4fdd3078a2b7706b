package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.mesh.Identities;
import io.jenkins.plugins.aks.sandbox.mesh.Inbound;
import io.jenkins.plugins.aks.sandbox.mesh.Mesh;
import io.jenkins.plugins.aks.sandbox.mesh.MeshPorts;
import io.jenkins.plugins.aks.sandbox.network.Connection.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The network as a program in a pod finds it. */
public final class PodNetwork {
    static final String NAME_SERVER = "10.0.0.10";
    static final int DNS = 53;

    private static final String SUFFIX = ".svc.cluster.local";
    private static final int DOTS = 5;
    /** How the client's proxy and the server's name themselves. */
    private static final String PROXY = "envoy";

    private static final String INBOUND_PROXY = "istio-envoy";
    private static final String SOMEWHERE = "198.51.100.7";

    private final JsonNode pod;
    private final Endpoint from;
    private final Topology topology;
    private final PodPorts ports;
    private final ClusterView cluster;
    private final boolean proxied;
    private final Policies policies;
    private final NameMemory memory;
    private final FlowListener flows;

    public PodNetwork(JsonNode pod, ClusterView cluster, Policies policies, NameMemory memory, FlowListener flows) {
        this.pod = pod;
        this.cluster = cluster;
        this.proxied = Mesh.hasProxy(pod);
        this.topology = new Topology(cluster);
        this.from = pod.isMissingNode() ? Endpoint.world(SOMEWHERE) : topology.endpoint(pod);
        this.ports = new PodPorts(cluster);
        this.policies = policies;
        this.memory = memory;
        this.flows = flows;
    }

    /** The network as a client outside of the cluster finds it. */
    public static PodNetwork outside(ClusterView cluster) {
        return new PodNetwork(
                MissingNode.getInstance(),
                cluster,
                new Enforcement(cluster.store(), cluster.key()).policies(),
                new StoredNames(cluster),
                FlowRecorder.of(cluster));
    }

    /** What a host of the simulated Internet answers; empty for one that is not known. */
    public static Optional<Connection> internet(String name, int port) {
        return WorldHosts.address(name)
                .map(ip -> WorldHosts.at(ip, port).map(Connection::open).orElse(Connection.failed(Outcome.TIMED_OUT)));
    }

    /** The network as a program in a pod of the cluster finds it now. */
    public static PodNetwork of(JsonNode pod, ClusterView cluster) {
        return new PodNetwork(
                pod,
                cluster,
                new Enforcement(cluster.store(), cluster.key()).policies(),
                new StoredNames(cluster),
                FlowRecorder.of(cluster));
    }

    /**
     * Asks for a page at an address, such as a load balancer's.
     *
     * @return the HTTP status; 0 where nothing comes back, -1 where it is refused
     */
    public int ask(String ip, int port, String path) {
        Connection connection = connect(ip, port, Protocol.TCP, "GET", path);
        return switch (connection.outcome()) {
            case OPEN -> connection.http().status();
            case TIMED_OUT, RESET -> 0;
            case REFUSED -> -1;
        };
    }

    /** What a client with a protocol of its own finds behind a host name and a port. */
    public Peer peer(String host, int port) {
        Lookup found = lookup(host);
        if (!found.isFound()) {
            return new Peer(Peer.Outcome.UNKNOWN_HOST, "", Optional.empty());
        }
        String ip = topology.serviceAt(found.ip())
                .flatMap(service -> topology.port(service, port, Protocol.TCP)
                        .flatMap(served -> topology.backends(service, served).stream()
                                .map(Topology.Backend::ip)
                                .findFirst()))
                .orElse(found.ip());
        Peer.Outcome outcome =
                switch (direct(found.ip(), port, Protocol.TCP, "", "").outcome()) {
                    case OPEN -> Peer.Outcome.OPEN;
                    case RESET -> Peer.Outcome.RESET;
                    case REFUSED -> proxied ? Peer.Outcome.RESET : Peer.Outcome.REFUSED;
                    case TIMED_OUT -> proxied ? Peer.Outcome.RESET : Peer.Outcome.TIMED_OUT;
                };
        return new Peer(outcome, pod.at("/status/podIP").asText(), topology.pod(ip));
    }

    /** Asks the cluster's name server, through the pod's search list, as Alpine's C library does. */
    Lookup lookup(String host) {
        if (host.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return Lookup.found(host);
        }
        Traffic traffic = toNameServer();
        if (traffic == null) {
            return Lookup.failed(Lookup.Outcome.TIMED_OUT);
        }
        Decision decision = decide(traffic);
        if (!decision.allowed()) {
            return Lookup.failed(Lookup.Outcome.TIMED_OUT);
        }
        for (String name : candidates(host)) {
            if (!decision.allowsName(name)) {
                // The library takes no other name after a refusal.
                flows.refusedName(traffic, name);
                return Lookup.failed(Lookup.Outcome.REFUSED);
            }
            Optional<String> ip = address(name);
            if (ip.isPresent()) {
                if (decision.isDnsSeen()) {
                    memory.remember(traffic.from(), name, ip.get());
                }
                return Lookup.found(ip.get());
            }
        }
        return Lookup.failed(Lookup.Outcome.NO_SUCH_NAME);
    }

    /** Makes a request of an address, by TCP. */
    public Connection request(String ip, int port, String method, String path) {
        return connect(ip, port, Protocol.TCP, method, path);
    }

    /** Connects to an address of a pod, a service or the world. */
    Connection connect(String ip, int port, Protocol protocol, String method, String path) {
        Connection direct = direct(ip, port, protocol, method, path);
        boolean inside = topology.serviceAt(ip).isPresent() || topology.pod(ip).isPresent();
        if (!proxied || !inside || protocol != Protocol.TCP) {
            return direct;
        }
        if (PodPorts.isSecure(port)) {
            // It passes on what is encrypted, and can only close what does not get there.
            return direct.isOpen() || method.isEmpty()
                    ? Connection.open(direct.http())
                    : Connection.failed(Outcome.RESET);
        }
        return throughProxy(direct, method);
    }

    private Connection direct(String ip, int port, Protocol protocol, String method, String path) {
        Way way = way(ip, port, protocol);
        return way.outcome() == Outcome.OPEN
                ? reach(way.ip(), way.port(), protocol, method, path)
                : Connection.failed(way.outcome());
    }

    /** The pod's own proxy takes every connection at once, and tells of what it meets by HTTP where it can. */
    private static Connection throughProxy(Connection direct, String method) {
        if (direct.isOpen()) {
            return Connection.open(direct.http().through(PROXY));
        }
        String why =
                switch (direct.outcome()) {
                    case TIMED_OUT -> "connection timeout";
                    case REFUSED -> "remote connection failure, transport failure reason: delayed connect error:"
                            + " Connection refused";
                    default -> "connection termination";
                };
        String body = "upstream connect error or disconnect/reset before headers. reset reason: " + why;
        return Connection.open(
                method.isEmpty() ? HttpAnswer.NOT_HTTP : new HttpAnswer(503, "", "text/plain", body).through(PROXY));
    }

    /** What a client of TLS meets at an address. */
    TlsPeer secure(String ip, int port, List<String> protocols) {
        Way way = way(ip, port, Protocol.TCP);
        if (way.outcome() != Outcome.OPEN) {
            return TlsPeer.failed(way.outcome());
        }
        Endpoint to = topology.at(way.ip(), pod);
        if (!decide(new Traffic(from, to, Protocol.TCP, way.port())).allowed()) {
            return TlsPeer.failed(Outcome.TIMED_OUT);
        }
        return switch (to.kind()) {
            case POD -> topology.pod(way.ip())
                    .map(listening -> securePod(listening, way.port(), protocols))
                    .orElse(TlsPeer.failed(Outcome.REFUSED));
            case API_SERVER, WORLD -> TlsPeer.publicOne();
            default -> TlsPeer.failed(Outcome.REFUSED);
        };
    }

    private TlsPeer securePod(ObjectNode listening, int port, List<String> protocols) {
        boolean mutual = !proxied && new Inbound(cluster).secure(listening, port, protocols) == Inbound.Verdict.MUTUAL;
        if (mutual || MeshPorts.isSecure(listening, port)) {
            return new Identities(cluster)
                    .of(listening)
                    .map(own -> new TlsPeer(Outcome.OPEN, true, own.chain(), mutual))
                    .orElse(TlsPeer.failed(Outcome.RESET));
        }
        if (ports.ask(listening, port, "", "").isEmpty()) {
            return TlsPeer.failed(Inbound.isCaptured(listening, port) ? Outcome.RESET : Outcome.REFUSED);
        }
        return PodPorts.isSecure(port) ? TlsPeer.publicOne() : TlsPeer.notTls();
    }

    /** Where a connection to an address goes: to itself, or behind a service to one of its pods. */
    private record Way(Outcome outcome, String ip, int port) {}

    private Way way(String ip, int port, Protocol protocol) {
        Optional<JsonNode> service = topology.serviceAt(ip);
        if (service.isEmpty()) {
            return new Way(Outcome.OPEN, ip, port);
        }
        Optional<JsonNode> served = topology.port(service.get(), port, protocol);
        if (served.isEmpty()) {
            return new Way(Outcome.TIMED_OUT, ip, port);
        }
        List<Topology.Backend> backends = topology.backends(service.get(), served.get());
        return backends.isEmpty()
                ? new Way(Outcome.REFUSED, ip, port)
                : new Way(Outcome.OPEN, backends.get(0).ip(), backends.get(0).port());
    }

    private Connection reach(String ip, int port, Protocol protocol, String method, String path) {
        Endpoint to = topology.at(ip, pod);
        Decision decision = decide(new Traffic(from, to, protocol, port));
        if (!decision.allowed()) {
            return Connection.failed(Outcome.TIMED_OUT);
        }
        if (!decision.allowsRequest(method, path)) {
            return Connection.open(HttpAnswer.FORBIDDEN);
        }
        return switch (to.kind()) {
            case POD -> topology.pod(ip)
                    .map(listening -> inPod(listening, port, method, path))
                    .orElse(Connection.failed(Outcome.REFUSED));
            case API_SERVER -> port == Topology.API_PORT
                    ? Connection.open(HttpAnswer.of(401))
                    : Connection.failed(Outcome.TIMED_OUT);
            case WORLD -> WorldHosts.at(ip, port).map(Connection::open).orElse(Connection.failed(Outcome.TIMED_OUT));
            default -> Connection.failed(Outcome.REFUSED);
        };
    }

    private Connection inPod(ObjectNode listening, int port, String method, String path) {
        boolean captured = Inbound.isCaptured(listening, port);
        if (!proxied && new Inbound(cluster).plain(listening, port) == Inbound.Verdict.RESET) {
            return Connection.failed(Outcome.RESET);
        }
        return ports.ask(listening, port, method, path)
                .map(answer -> Connection.open(captured ? answer.through(INBOUND_PROXY) : answer))
                .orElse(Connection.failed(captured ? Outcome.RESET : Outcome.REFUSED));
    }

    private Decision decide(Traffic traffic) {
        Decision decision = policies.decide(traffic, memory);
        flows.decided(traffic, decision);
        return decision;
    }

    /** Null where no name server is ready. */
    private Traffic toNameServer() {
        List<Topology.Backend> servers = topology.serviceAt(NAME_SERVER)
                .map(service -> topology.port(service, DNS, Protocol.UDP)
                        .map(port -> topology.backends(service, port))
                        .orElse(List.of()))
                .orElse(List.of());
        return servers.isEmpty()
                ? null
                : new Traffic(
                        from,
                        topology.at(servers.get(0).ip(), pod),
                        Protocol.UDP,
                        servers.get(0).port());
    }

    private List<String> candidates(String host) {
        if (host.endsWith(".")) {
            return List.of(host.substring(0, host.length() - 1));
        }
        List<String> names = new ArrayList<>();
        if (host.chars().filter(c -> c == '.').count() < DOTS) {
            names.add(host + "." + pod.at("/metadata/namespace").asText() + SUFFIX);
            names.add(host + SUFFIX);
            names.add(host + ".cluster.local");
        }
        names.add(host);
        return names;
    }

    private Optional<String> address(String name) {
        if (!name.endsWith(SUFFIX)) {
            return WorldHosts.address(name);
        }
        String[] parts = name.substring(0, name.length() - SUFFIX.length()).split("\\.");
        if (parts.length == 3) {
            return topology.host(parts[2], parts[1], parts[0]);
        }
        if (parts.length != 2) {
            return Optional.empty();
        }
        return topology.service(parts[1], parts[0]).flatMap(this::address);
    }

    private Optional<String> address(JsonNode service) {
        String external = service.at("/spec/externalName").asText();
        if (!external.isEmpty()) {
            return WorldHosts.address(external);
        }
        String ip = service.at("/spec/clusterIP").asText();
        if (!ip.equals("None")) {
            return Optional.of(ip);
        }
        JsonNode port = service.at("/spec/ports").path(0);
        return topology.backends(service, port).stream()
                .map(Topology.Backend::ip)
                .findFirst();
    }
}
