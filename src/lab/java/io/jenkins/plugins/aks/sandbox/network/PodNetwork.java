package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
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
    private static final String SOMEWHERE = "198.51.100.7";

    private final JsonNode pod;
    private final Endpoint from;
    private final Topology topology;
    private final PodPorts ports;
    private final Policies policies;
    private final NameMemory memory;
    private final FlowListener flows;

    public PodNetwork(JsonNode pod, ClusterView cluster, Policies policies, NameMemory memory, FlowListener flows) {
        this.pod = pod;
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
            case TIMED_OUT -> 0;
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
                switch (connect(found.ip(), port, Protocol.TCP, "", "").outcome()) {
                    case OPEN -> Peer.Outcome.OPEN;
                    case REFUSED -> Peer.Outcome.REFUSED;
                    case TIMED_OUT -> Peer.Outcome.TIMED_OUT;
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
        Optional<JsonNode> service = topology.serviceAt(ip);
        if (service.isEmpty()) {
            return reach(ip, port, protocol, method, path);
        }
        Optional<JsonNode> served = topology.port(service.get(), port, protocol);
        if (served.isEmpty()) {
            return Connection.failed(Outcome.TIMED_OUT);
        }
        List<Topology.Backend> backends = topology.backends(service.get(), served.get());
        if (backends.isEmpty()) {
            return Connection.failed(Outcome.REFUSED);
        }
        return reach(backends.get(0).ip(), backends.get(0).port(), protocol, method, path);
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
                    .flatMap(listening -> ports.ask(listening, port, method, path))
                    .map(Connection::open)
                    .orElse(Connection.failed(Outcome.REFUSED));
            case API_SERVER -> port == Topology.API_PORT
                    ? Connection.open(HttpAnswer.of(401))
                    : Connection.failed(Outcome.TIMED_OUT);
            case WORLD -> WorldHosts.at(ip, port).map(Connection::open).orElse(Connection.failed(Outcome.TIMED_OUT));
            default -> Connection.failed(Outcome.REFUSED);
        };
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
