package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.security.cert.X509Certificate;
import java.util.List;

/** The roots that the mesh trusts, as its control plane writes them into each namespace. */
final class MeshRoots {
    static final String NAME = "istio-ca-root-cert";

    private MeshRoots() {}

    /** Empty where nothing was written yet. */
    static List<X509Certificate> trusted(LiveObjects objects, String namespace)
            throws OperationException, TransientException {
        JsonNode map = objects.one("api/v1/namespaces/" + namespace + "/configmaps/" + NAME);
        return CaPem.certificates(map.path("data").path("root-cert.pem").asText());
    }
}
