package io.jenkins.plugins.aks.identity;

import io.jenkins.plugins.aks.operation.InvalidParameterException;

/** A service account of a cluster. */
record ServiceAccountName(String namespace, String name) {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    /** @param text {@code namespace/name}; {@code default} where there is no namespace */
    static ServiceAccountName parse(String parameter, String text) throws InvalidParameterException {
        String whole = text == null ? "" : text.contains("/") ? text : "default/" + text;
        String[] parts = whole.split("/", -1);
        if (parts.length != 2
                || !parts[0].matches(LABEL)
                || !parts[1].matches("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?")) {
            throw new InvalidParameterException(
                    parameter,
                    text,
                    "a service account as namespace/name, e.g. pets/order-service",
                    "Write it in lower case, as Kubernetes has it.");
        }
        return new ServiceAccountName(parts[0], parts[1]);
    }

    /** What its tokens say that they are. */
    String subject() {
        return "system:serviceaccount:" + namespace + ":" + name;
    }

    /** Without a leading slash. */
    String path() {
        return "api/v1/namespaces/" + namespace + "/serviceaccounts/" + name;
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
