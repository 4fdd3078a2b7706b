package io.jenkins.plugins.aks.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The certificates of proxies and control planes, issued when they are first asked for; renewed when half of their time has
 * passed, and when the authority is another one.
 */
public final class Identities {
    private static final Map<Store, Map<String, Issued>> ISSUED = Collections.synchronizedMap(new WeakHashMap<>());

    private record Issued(CaBundle by, Identity identity, Instant renewed) {}

    private final ClusterView cluster;

    public Identities(ClusterView cluster) {
        this.cluster = cluster;
    }

    /** Empty while no control plane of the pod's revision is ready and it had no certificate before. */
    public Optional<Identity> of(JsonNode pod) {
        JsonNode metadata = pod.path("metadata");
        boolean istiod = metadata.path("namespace").asText().equals(Mesh.NAMESPACE)
                && metadata.at("/labels/app").asText().equals("istiod");
        String revision = istiod
                ? metadata.path("labels").path(Mesh.REVISION).asText()
                : metadata.path("annotations").path(Mesh.REVISION).asText();
        String account = pod.at("/spec/serviceAccountName").asText("default");
        List<GeneralName> names = istiod
                ? names(revision)
                : List.of(new GeneralName(
                        GeneralName.uniformResourceIdentifier,
                        "spiffe://cluster.local/ns/"
                                + metadata.path("namespace").asText() + "/sa/" + account));
        return issued(metadata.path("uid").asText(), new Mesh(cluster).authority(revision), names);
    }

    private Optional<Identity> issued(String uid, Optional<CaBundle> authority, List<GeneralName> names) {
        Map<String, Issued> all = ISSUED.computeIfAbsent(cluster.store(), store -> new ConcurrentHashMap<>());
        Instant now = cluster.now();
        String key = cluster.key() + " " + uid;
        Issued known = all.get(key);
        boolean good = known != null
                && (authority.isEmpty() || known.by().isSame(authority.get()) && now.isBefore(known.renewed()));
        if (good || authority.isEmpty()) {
            return Optional.ofNullable(known).map(Issued::identity);
        }
        Identity fresh = Issuer.issue(authority.get(), names, now);
        all.put(key, new Issued(authority.get(), fresh, now.plus(Issuer.LASTS.dividedBy(2))));
        return Optional.of(fresh);
    }

    /** Of istiod itself. */
    static List<GeneralName> names(String revision) {
        String suffix = "." + Mesh.NAMESPACE + ".svc";
        return List.of(
                new GeneralName(GeneralName.dNSName, (revision.isEmpty() ? "istiod" : "istiod-" + revision) + suffix),
                new GeneralName(GeneralName.dNSName, "istiod" + suffix));
    }
}
