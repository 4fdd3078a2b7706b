package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;

/** What a cluster says of workload identity. */
final class ClusterIdentity {
    static final String OIDC = "/properties/oidcIssuerProfile/enabled";
    static final String WEBHOOK = "/properties/securityProfile/workloadIdentity/enabled";

    /** What service accounts' tokens are for, where nothing else is said. */
    static final String AUDIENCE = "api://AzureADTokenExchange";

    static final String CLIENT_ID = "azure.workload.identity/client-id";
    static final String USE = "azure.workload.identity/use";

    private ClusterIdentity() {}

    /** As the tokens have it, with its slash at the end; empty where the cluster has none. */
    static String issuer(JsonNode cluster) {
        return cluster.at("/properties/oidcIssuerProfile/issuerURL").asText("");
    }

    static boolean isOn(JsonNode cluster) {
        return cluster.at(OIDC).asBoolean() && cluster.at(WEBHOOK).asBoolean();
    }
}
