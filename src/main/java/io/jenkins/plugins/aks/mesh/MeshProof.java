package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client outside the mesh and one inside ask the Service (W071, W073, W077). Requests change nothing, so after a restart
 * they are simply made again, until the same moment as before.
 */
final class MeshProof implements Operation<AksSession> {
    private static final String UNTIL = "until";
    private static final String SECONDS = "10";

    private final MeshCheckSpec spec;
    private final MeshClients clients;
    private final MeshVerdicts verdicts;
    private final boolean certificate;
    private final String host;

    private List<MeshProbe> probes;

    /** @param roots empty to look at no certificate */
    MeshProof(MeshCheckSpec spec, int port, String mode, List<X509Certificate> roots) {
        this.spec = spec;
        this.clients = new MeshClients(spec.outsideClient(), spec.insideClient());
        this.verdicts = new MeshVerdicts(mode, roots);
        this.certificate = verdicts.isStrict() && !roots.isEmpty();
        this.host = spec.service() + "." + spec.namespace() + ".svc.cluster.local:" + port + "/";
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        try {
            Optional<String> waiting = clients.waitingFor(session, client, journal);
            if (waiting.isPresent()) {
                return Turn.again(MeshClients.LOOK_AGAIN, waiting.get());
            }
            if (journal.instant(UNTIL).isEmpty()) {
                journal.put(UNTIL, session.clock().instant().plus(spec.within()).toString())
                        .save();
            }
            return look(session, client, journal.instant(UNTIL).orElseThrow());
        } catch (OperationException e) {
            try {
                clients.delete(client);
            } catch (OperationException | TransientException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private Turn look(AksSession session, KubernetesClient client, Instant until) throws Exception {
        if (probes == null) {
            probes = probes();
        }
        List<CheckResult> results = new ArrayList<>();
        Instant now = session.clock().instant();
        for (MeshProbe probe : probes) {
            Optional<CheckResult> result = probe.look(client, now, until);
            if (result.isEmpty()) {
                return Turn.again(probe.after(now), spec.title() + ": " + probe.waitingFor());
            }
            results.add(result.get());
        }
        if (!ProxyWish.hasProxy(clients.inside())) {
            results.add(1, verdicts.insideWithoutProxy(spec.namespace()));
        }
        return Turn.done(Map.of(MeshVerdicts.RESULTS, MeshVerdicts.write(results)));
    }

    /** One after another, in this order. */
    private List<MeshProbe> probes() {
        JsonNode outside = clients.outside();
        List<MeshProbe> all = new ArrayList<>();
        all.add(new MeshProbe(
                new PodContainer(outside, MeshClient.CONTAINER),
                curl("-sS", "%{http_code}", "http://"),
                verdicts::outside,
                "the client outside the mesh"));
        if (ProxyWish.hasProxy(clients.inside())) {
            all.add(new MeshProbe(
                    new PodContainer(clients.inside(), MeshClient.CONTAINER),
                    curl("-sS", "%{http_code}", "http://"),
                    verdicts::inside,
                    "the client inside the mesh"));
        }
        if (certificate) {
            all.add(new MeshProbe(
                    new PodContainer(outside, MeshClient.CONTAINER),
                    curl("-sSk", "%{certs}", "https://"),
                    verdicts::certificate,
                    "the certificate of the service"));
        }
        return all;
    }

    private List<String> curl(String options, String written, String scheme) {
        return List.of("curl", options, "-o", "/dev/null", "-w", written, "-m", SECONDS, scheme + host);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        if (probes != null) {
            probes.forEach(MeshProbe::close);
        }
        return Operation.left(
                clients.delete(session.kubernetes(spec.clusterId()))
                        ? "the clients of the check are being deleted"
                        : "no client of the check is left");
    }
}
