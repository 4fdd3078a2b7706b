package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The custom resources for network policies that Cilium brings to a cluster with its data plane. */
final class CiliumDefinitions {
    private static final ResourceType DEFINITIONS = BuiltInTypes.kind("CustomResourceDefinition");

    private CiliumDefinitions() {}

    static void create(ControlPlane plane) {
        create(plane, "CiliumNetworkPolicy", "ciliumnetworkpolicies", "Namespaced", "cnp", "ciliumnp");
        create(plane, "CiliumClusterwideNetworkPolicy", "ciliumclusterwidenetworkpolicies", "Cluster", "ccnp");
    }

    private static void create(ControlPlane plane, String kind, String plural, String scope, String... shortNames) {
        String name = plural + ".cilium.io";
        if (plane.get(DEFINITIONS, "", name).isPresent()) {
            return;
        }
        ObjectNode definition =
                Json.object().put("kind", DEFINITIONS.kind()).put("apiVersion", DEFINITIONS.apiVersion());
        Meta.of(definition).put("name", name);
        ObjectNode spec = definition.putObject("spec").put("group", "cilium.io").put("scope", scope);
        ObjectNode names = spec.putObject("names").put("kind", kind).put("listKind", kind + "List");
        names.put("plural", plural).put("singular", kind.toLowerCase(Locale.ROOT));
        for (String shortName : shortNames) {
            names.withArray("shortNames").add(shortName);
        }
        ObjectNode version = spec.putArray("versions").addObject().put("name", "v2");
        version.put("served", true).put("storage", true);
        version.putObject("subresources").putObject("status");
        version.putArray("additionalPrinterColumns")
                .addObject()
                .put("name", "Age")
                .put("type", "date")
                .put("jsonPath", ".metadata.creationTimestamp");
        Json.child(version, "schema", "openAPIV3Schema")
                .put("type", "object")
                .put("x-kubernetes-preserve-unknown-fields", true);
        plane.create(DEFINITIONS, definition);
    }
}
