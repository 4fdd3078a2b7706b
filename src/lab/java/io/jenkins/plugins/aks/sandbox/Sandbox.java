package io.jenkins.plugins.aks.sandbox;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;
import org.xnio.XnioWorker;

/**
 * A simulated Azure on 127.0.0.1: one HTTPS server with a throw-away certificate authority. All its state is in a
 * directory, and a sandbox started there again goes on with the same URL, trust, credentials and resources; what takes
 * time goes on while nothing runs, since progress is computed from the clock.
 */
public final class Sandbox implements AutoCloseable {
    /** Kept, because the log manager holds loggers weakly. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"), Logger.getLogger("org.jboss"));

    private final SandboxSettings settings;
    private final FileStore store;
    private final SandboxClock clock;
    private final Ids ids;
    private final CertificateAuthority authority;
    private final Tokens tokens;
    private final LabCredentials credentials;
    private final Faults faults;
    private final RequestLog requests;
    private final Data data;
    private final Principals principals;
    private final RoleAssignments roleAssignments;
    private final Rights rights;
    private final ClusterAccess clusterAccess;
    private final List<ClusterEvents> clusterEvents = new CopyOnWriteArrayList<>();
    private final List<Runnable> progress = new CopyOnWriteArrayList<>();
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final PathHandler paths = new PathHandler();
    private final StateMark mark;
    private final Endpoints endpoints = new Endpoints(this);
    private final InnerCalls inner;
    private Undertow server;
    private URI world;
    private int port;

    private Sandbox(SandboxSettings settings) {
        Path directory = settings.stateDir();
        this.settings = settings;
        this.store = FileStore.open(directory);
        this.mark = StateMark.open(store, settings);
        this.clock = new SandboxClock(settings.clock(), settings.timeScale(), mark.started());
        this.ids = new Ids(mark.seed());
        this.authority = CertificateAuthority.open(directory, settings.clock());
        this.tokens = Tokens.open(directory, clock);
        this.credentials = LabCredentials.open(directory, ids);
        this.faults = new Faults(store);
        this.requests = RequestLog.open(directory);
        this.data = new Data(store);
        this.principals = new Principals(store);
        this.principals.ensure(credentials, ids);
        this.roleAssignments = new RoleAssignments(store);
        this.rights = new Rights(roleAssignments, principals, clock, credentials.subscriptionId());
        this.inner = new InnerCalls(this);
        this.clusterAccess = new ClusterAccess(store, tokens, rights);
        settings.faults().ifPresent(file -> FaultFile.read(file).forEach(faults::add));
    }

    /** @throws IllegalStateException if the state directory is in use or damaged, or the port is taken */
    public static Sandbox start(SandboxSettings settings) {
        Sandbox sandbox = new Sandbox(settings);
        try {
            sandbox.listen();
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private void listen() {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        int wanted = settings.port() != 0 ? settings.port() : mark.port();
        HttpHandler front = front("", paths);
        server = Undertow.builder()
                .addHttpsListener(wanted, "127.0.0.1", Tls.server(authority))
                .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUESTED)
                .setIoThreads(2)
                .setWorkerThreads(16)
                .setHandler(front)
                .build();
        open(wanted);
        port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        mark.keepPort(store, port);
        for (SandboxPart part : ServiceLoader.load(SandboxPart.class, Sandbox.class.getClassLoader())) {
            part.install(this);
        }
    }

    /** Never another port than the wanted one: kubeconfigs and running operations name it. */
    private void open(int wanted) {
        try {
            server.start();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof BindException) {
                throw new IllegalStateException(
                        "port " + wanted + " on 127.0.0.1, where the sandbox of " + settings.stateDir()
                                + " is to listen, is taken: stop what uses it, or start with another port",
                        e);
            }
            throw e;
        }
    }

    /** e.g. {@code https://127.0.0.1:40123}, without a slash at its end. */
    public String url() {
        return "https://127.0.0.1:" + port;
    }

    /** The certificate authority that clients must trust. */
    public String caPem() {
        return authority.pem();
    }

    public CertificateAuthority authority() {
        return authority;
    }

    public SandboxSettings settings() {
        return settings;
    }

    public FileStore store() {
        return store;
    }

    public SandboxClock clock() {
        return clock;
    }

    public Ids ids() {
        return ids;
    }

    public Tokens tokens() {
        return tokens;
    }

    public LabCredentials credentials() {
        return credentials;
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return requests;
    }

    /** What the simulated cloud offers; change it to see how clients fare. */
    public Data data() {
        return data;
    }

    public Principals principals() {
        return principals;
    }

    public RoleAssignments roleAssignments() {
        return roleAssignments;
    }

    /** Who may do what: for Resource Manager and for the data planes. */
    public Rights rights() {
        return rights;
    }

    public ClusterAccess clusterAccess() {
        return clusterAccess;
    }

    /** What a service of the sandbox itself failed at: a defect of the sandbox, never of its client. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    void report(String request, Exception problem) {
        StackTraceElement[] trace = problem.getStackTrace();
        problems.add(request + ": " + problem + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    /** Serves all paths below {@code prefix} by a handler that may stream and upgrade; it runs on a worker thread. */
    public void mount(String prefix, HttpHandler handler) {
        paths.addPrefixPath(prefix, handler);
    }

    public void mount(String prefix, WebService service) {
        inner.add(url() + prefix, service);
        mount(prefix, new WebAdapter(service));
    }

    private HttpHandler front(String name, HttpHandler handler) {
        return new Front(this, name, String.valueOf(mark.starts()), handler);
    }

    /**
     * Opens a data plane at a URL of its own, on the port that it had before if it existed before. Requests to it are
     * logged, and matched by fault rules, with the name in front of their path.
     *
     * @param name unique, e.g. {@code vault/demo}
     * @return e.g. {@code https://127.0.0.1:40124}, without a slash at its end
     */
    public String endpoint(String name, HttpHandler handler) {
        return endpoints.open(name, server.getWorker(), front("/" + name, handler));
    }

    public String endpoint(String name, WebService service) {
        String url = endpoint(name, new WebAdapter(service));
        inner.add(url + "/", service);
        return url;
    }

    /** Opens the HTTP proxy by which the world gets at what the cloud offers it. */
    public void openWorld(HttpHandler proxy) {
        world = URI.create(endpoints.openPlain("world", server.getWorker(), proxy));
    }

    /** The HTTP proxy by which the world gets at what the cloud offers it, e.g. {@code http://127.0.0.1:40125}. */
    public URI world() {
        return world;
    }

    /** The URL of a data plane that is open; empty where there is none of this name. */
    public Optional<String> endpointUrl(String name) {
        return endpoints.url(name);
    }

    /** The threads of all listeners. */
    public XnioWorker worker() {
        return server.getWorker();
    }

    /** What runs inside the cloud calls its services by this. */
    public InnerCalls inner() {
        return inner;
    }

    /** Closes the data plane of a resource that is gone. */
    public void closeEndpoint(String name) {
        endpoints.forget(name);
    }

    public void onClusters(ClusterEvents listener) {
        clusterEvents.add(listener);
    }

    public List<ClusterEvents> clusterListeners() {
        return List.copyOf(clusterEvents);
    }

    /** Registers what brings a service's state up to the present; runs before every request. */
    public void onProgress(Runnable advance) {
        progress.add(advance);
    }

    /** Registers what ends with the sandbox. */
    public void onClose(Runnable end) {
        ends.add(end);
    }

    /** Does what became due since the last request. */
    public void settle() {
        progress.forEach(Runnable::run);
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
        endpoints.close();
        if (server != null) {
            server.stop();
        }
        requests.close();
        store.close();
    }
}
