package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.kubernetes.ManifestApply;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.kubernetes.ReadyWait;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ManifestSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Applies manifests and waits until their objects are ready (W018, W019, W021). */
final class KubeApply implements Operation<AksSession> {
    private final String clusterId;
    private final ManifestSource source;
    private final ApplyOptions options;
    private final ManifestApply apply;
    private final Optional<VerifiedImages> verified;
    private List<ManifestObject> loaded;

    /** @param verified checks the images before anything is applied, where that is wanted */
    KubeApply(String clusterId, ManifestSource source, ApplyOptions options, Optional<VerifiedImages> verified) {
        this.clusterId = clusterId;
        this.source = source;
        this.options = options;
        this.verified = verified;
        this.apply = new ManifestApply(options);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        if (!apply.isPrepared()) {
            if (loaded == null) {
                loaded = source.load(session);
            }
            if (verified.isPresent()) {
                Optional<Turn> verifying = verified.get().advance(session, journal, loaded);
                if (verifying.isPresent()) {
                    return verifying.get();
                }
            }
            apply.prepare(loaded, new ApiReader(client));
        }
        Optional<Turn> turn = apply.advance(client, journal, session.log());
        if (turn.isPresent()) {
            return turn.get();
        }
        Map<String, Object> result = apply.result(journal, session.log());
        result.putIfAbsent("pruned", List.of());
        result.put("addresses", options.dryRun() ? Map.of() : addresses(session, new ApiReader(client)));
        result.put("images", images());
        return Turn.done(result);
    }

    private List<String> images() {
        TreeSet<String> images = new TreeSet<>();
        for (ManifestObject object : apply.objects()) {
            object.json().findValues("image").stream()
                    .filter(JsonNode::isTextual)
                    .forEach(image -> images.add(image.asText()));
        }
        return new ArrayList<>(images);
    }

    /** The external addresses of the Services, by name. */
    private Map<String, Object> addresses(AksSession session, ApiReader reader)
            throws OperationException, TransientException {
        Map<String, Object> addresses = new TreeMap<>();
        for (ManifestObject object : apply.objects()) {
            if (object.kind().equals("Service")
                    && object.json().at("/spec/type").asText().equals("LoadBalancer")) {
                JsonNode live = ReadyWait.read(reader, object, apply.kinds().require(object));
                String address = ReadinessLook.address(live);
                if (!address.isEmpty()) {
                    session.log().line(object.subject() + ": external address " + address);
                    addresses.put(object.name(), address);
                }
            }
        }
        return addresses;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        return Operation.left(ManifestApply.leave(client, journal, how == OnAbort.DELETE));
    }
}
