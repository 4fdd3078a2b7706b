package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Custom resources that an add-on of the container service brings, with any fields. */
final class AddonDefinitions {
    static final ResourceType TYPE = BuiltInTypes.kind("CustomResourceDefinition");

    private final ControlPlane plane;
    private final String group;
    private final String version;
    private String condition = "";

    AddonDefinitions(ControlPlane plane, String group, String version) {
        this.plane = plane;
        this.group = group;
        this.version = version;
    }

    /** Shows the status of a condition as a column of the definitions that are created from now on. */
    AddonDefinitions showing(String type) {
        condition = type;
        return this;
    }

    /** @param scope {@code Namespaced} or {@code Cluster} */
    void create(String kind, String plural, String scope, String... shortNames) {
        String name = plural + "." + group;
        if (plane.get(TYPE, "", name).isPresent()) {
            return;
        }
        ObjectNode definition = Json.object().put("kind", TYPE.kind()).put("apiVersion", TYPE.apiVersion());
        Meta.of(definition).put("name", name);
        ObjectNode spec = definition.putObject("spec").put("group", group).put("scope", scope);
        ObjectNode names = spec.putObject("names").put("kind", kind).put("listKind", kind + "List");
        names.put("plural", plural).put("singular", kind.toLowerCase(Locale.ROOT));
        for (String shortName : shortNames) {
            names.withArray("shortNames").add(shortName);
        }
        ObjectNode served = spec.putArray("versions").addObject().put("name", version);
        served.put("served", true).put("storage", true);
        served.putObject("subresources").putObject("status");
        served.putArray("additionalPrinterColumns")
                .addObject()
                .put("name", "Age")
                .put("type", "date")
                .put("jsonPath", ".metadata.creationTimestamp");
        if (!condition.isEmpty()) {
            served.withArray("additionalPrinterColumns")
                    .addObject()
                    .put("name", condition)
                    .put("type", "string")
                    .put("jsonPath", ".status.conditions[?(@.type=='" + condition + "')].status");
        }
        Json.child(served, "schema", "openAPIV3Schema")
                .put("type", "object")
                .put("x-kubernetes-preserve-unknown-fields", true);
        plane.create(TYPE, definition);
    }

    void remove(String plural) {
        plane.get(TYPE, "", plural + "." + group).ifPresent(found -> plane.delete(TYPE, found));
    }
}
