package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.azure.StableGuid;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code checkMesh} is asked for.
 *
 * @param port of the Service; 0 for its first one
 * @param mode {@code STRICT} or {@code PERMISSIVE} to set it; empty to leave what is in force
 * @param policy the name of the PeerAuthentication that sets it
 * @param outside the namespace of the client outside the mesh
 * @param within how long what differs is tried again
 * @param key identifies the step's call, for the names of pods
 */
record MeshCheckSpec(
        String clusterId,
        String namespace,
        String service,
        int port,
        String mode,
        String policy,
        RootPlace root,
        String image,
        String outside,
        Duration within,
        String key) {
    static final String STRICT = "STRICT";
    static final List<String> MODES = List.of(STRICT, "PERMISSIVE");

    private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    /**
     * Where the root is that certificates must lead to.
     *
     * @param pem given as text; empty for none
     * @param vault whose secret has it; empty for none. With neither it is the one that the mesh itself gives out
     */
    record RootPlace(String pem, Optional<VaultAccess> vault, String secret) {}

    MeshCheckSpec {
        if (service == null || !service.matches(NAME) || port > 65_535) {
            throw new IllegalArgumentException(service + ":" + port);
        }
    }

    static int port(String given) throws InvalidParameterException {
        if (given == null || !given.matches(NAME + "(:\\d{1,5})?")) {
            throw new InvalidParameterException(
                    "service",
                    given,
                    "the name of a Service, with a port if it has more than one: store-front, store-front:80",
                    "Name its namespace by the parameter namespace.");
        }
        int colon = given.indexOf(':');
        int port = colon < 0 ? 0 : Integer.parseInt(given.substring(colon + 1));
        if (colon >= 0 && (port < 1 || port > 65_535)) {
            throw new InvalidParameterException("service", given, "a port from 1 to 65535", "Correct the port.");
        }
        return port;
    }

    static String name(String parameter, String given) throws InvalidParameterException {
        if (!given.matches(NAME)) {
            throw new InvalidParameterException(
                    parameter, given, "1 to 63 lower-case letters, digits and hyphens", "Correct the name.");
        }
        return given;
    }

    static String mode(String given) throws InvalidParameterException {
        if (given != null && !MODES.contains(given)) {
            throw new InvalidParameterException(
                    "mode", given, String.join(", ", MODES), "Choose one, or leave it out to keep what is in force.");
        }
        return given == null ? "" : given;
    }

    static String pem(String given) throws InvalidParameterException {
        List<X509Certificate> found = given == null ? List.of() : CaPem.certificates(given);
        if (given != null && found.isEmpty()) {
            throw new InvalidParameterException(
                    "root",
                    "a text without a certificate",
                    "certificates as PEM, such as meshCertificates(…).rootPem",
                    "Give the certificate itself, or name a vault.");
        }
        return given == null ? "" : given;
    }

    String title() {
        return "mesh of " + namespace + "/" + service;
    }

    MeshClient outsideClient() {
        return new MeshClient(outside, name() + "-outside", image, false);
    }

    MeshClient insideClient() {
        return new MeshClient(namespace, name() + "-inside", image, true);
    }

    private String name() {
        return "mesh-check-" + StableGuid.of(key, namespace, service).substring(0, 8);
    }
}
