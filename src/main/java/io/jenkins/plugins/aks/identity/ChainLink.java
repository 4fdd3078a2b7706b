package io.jenkins.plugins.aks.identity;

import io.jenkins.plugins.aks.check.Check;

/** The links between a pod and a secret, in the order in which they are used. */
enum ChainLink {
    CLUSTER("cluster", "OIDC issuer and workload identity are on"),
    SERVICE_ACCOUNT("service account", "it names the client id of a managed identity"),
    WEBHOOK("webhook", "it injects the variables and the token's volume"),
    PROJECTED_TOKEN("projected token", "a token of the service account for Entra"),
    FEDERATED_CREDENTIAL("federated credential", "one for this issuer, subject and audience"),
    TOKEN_EXCHANGE("token exchange", "Entra takes the token"),
    NETWORK("network", "the vault can be reached, and lets the pod's address in"),
    ROLE("role", "the identity may read the secret"),
    SECRET("secret", "the vault gives it out");

    private final Check check;

    ChainLink(String name, String expected) {
        this.check = new Check(name, expected);
    }

    Check check() {
        return check;
    }
}
