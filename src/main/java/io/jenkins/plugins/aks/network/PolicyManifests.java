package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.ArrayList;
import java.util.List;

/** Manifests as policies: with their namespace and the mark of this plugin. */
final class PolicyManifests {
    private final String namespace;

    /** @param namespace for those that name none; empty for {@code default} */
    PolicyManifests(String namespace) {
        this.namespace = namespace;
    }

    /** @throws OperationException for an object that is no policy, or of another namespace */
    List<ManifestObject> of(List<ManifestObject> objects) throws OperationException {
        List<ManifestObject> policies = new ArrayList<>();
        for (ManifestObject object : objects) {
            if (!PolicySpec.isPolicy(object.json())) {
                throw new OperationException(object + " is no network policy. This step applies CiliumNetworkPolicy,"
                        + " CiliumClusterwideNetworkPolicy (cilium.io) and NetworkPolicy"
                        + " (networking.k8s.io); use kubeApply for everything else.");
            }
            if (PolicySpec.of(object.json()).isEmpty()) {
                throw new OperationException(object + " has no spec, and so no rules. Check the indentation.");
            }
            policies.add(new ManifestObject(marked(object), object.source()));
        }
        return policies;
    }

    private ObjectNode marked(ManifestObject object) throws InvalidParameterException {
        ObjectNode json = object.json().deepCopy();
        ObjectNode metadata = json.withObjectProperty("metadata");
        if (!object.kind().equals(PolicySpec.CLUSTERWIDE)) {
            boolean other = !object.namespace().isEmpty()
                    && !namespace.isEmpty()
                    && !object.namespace().equals(namespace);
            if (other) {
                throw new InvalidParameterException(
                        "namespace",
                        namespace,
                        "'" + object.namespace() + "', which " + object + " names itself",
                        "Leave the parameter out, or take metadata.namespace out of the manifest.");
            }
            if (object.namespace().isEmpty()) {
                metadata.put("namespace", namespace.isEmpty() ? "default" : namespace);
            }
        }
        ObjectNode labels = metadata.withObjectProperty("labels");
        if (!labels.has(ClusterPolicies.LABEL)) {
            labels.put(ClusterPolicies.LABEL, ClusterPolicies.OURS);
        }
        return json;
    }
}
