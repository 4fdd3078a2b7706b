package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The root that the certificate of a Service must lead to: as given, of a vault, or the one that the mesh gives out. Only a
 * Service that takes nothing but the mesh's TLS shows its certificate to a client outside.
 */
final class ProofRoot implements Operation<AksSession> {
    static final String PEM = "pem";

    private final MeshCheckSpec spec;
    private final String mode;

    ProofRoot(MeshCheckSpec spec, String mode) {
        this.spec = spec;
        this.mode = mode;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        MeshCheckSpec.RootPlace place = spec.root();
        if (!mode.equals(MeshCheckSpec.STRICT)) {
            return Turn.done(Map.of());
        }
        if (!place.pem().isEmpty()) {
            return Turn.done(Map.of(PEM, text(CaPem.certificates(place.pem()))));
        }
        if (place.vault().isPresent()) {
            return place.vault().get().enter(session, journal, VaultSecrets::new, this::ofVault);
        }
        LiveObjects objects = new LiveObjects(new ApiReader(session.kubernetes(spec.clusterId())));
        List<X509Certificate> trusted = MeshRoots.trusted(objects, spec.namespace());
        if (trusted.isEmpty()) {
            throw new OperationException(
                    "namespace " + spec.namespace() + " has no ConfigMap " + MeshRoots.NAME
                            + " with a root, which the mesh's control plane writes. Look at it with enableMesh, or give"
                            + " root or vault.",
                    Map.of("code", "NoRoot"),
                    null);
        }
        return Turn.done(Map.of(PEM, text(trusted)));
    }

    private Turn ofVault(VaultPlace place, VaultSecrets secrets) throws OperationException, TransientException {
        JsonNode secret = secrets.find(spec.root().secret(), "")
                .orElseThrow(() -> new OperationException(
                        "Key vault " + place.name() + " has no secret "
                                + spec.root().secret() + ". Correct rootCert.",
                        Map.of("code", "SecretMissing"),
                        null));
        List<X509Certificate> found = CaPem.certificates(secret.path("value").asText());
        if (found.isEmpty()) {
            throw new OperationException(
                    "Secret " + spec.root().secret() + " of key vault " + place.name()
                            + " holds no certificate as PEM. Correct rootCert.",
                    Map.of("code", "NotACertificate"),
                    null);
        }
        return Turn.done(Map.of(PEM, text(found)));
    }

    private static String text(List<X509Certificate> certificates) {
        return certificates.stream().map(CaPem::text).collect(Collectors.joining());
    }
}
