package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The kinds that a fleet brings to its hub, and the one that it brings to its members; in v1 and in v1beta1. */
final class FleetTypes {
    static final ResourceType MEMBERS = type("cluster.kubernetes-fleet.io", "MemberCluster", "memberclusters");
    static final ResourceType PLACEMENTS = placement("ClusterResourcePlacement", "clusterresourceplacements");
    static final ResourceType BINDINGS = placement("ClusterResourceBinding", "clusterresourcebindings");
    static final ResourceType SNAPSHOTS = placement("ClusterResourceSnapshot", "clusterresourcesnapshots");
    static final ResourceType APPLIED_WORK = placement("AppliedWork", "appliedworks");

    private static final ResourceType DEFINITIONS = BuiltInTypes.kind("CustomResourceDefinition");
    private static final List<String> VERSIONS = List.of("v1", "v1beta1");

    private FleetTypes() {}

    private static ResourceType placement(String kind, String plural) {
        return type("placement.kubernetes-fleet.io", kind, plural);
    }

    private static ResourceType type(String group, String kind, String plural) {
        return new ResourceType(group, "v1", plural, kind, false, List.of(), Set.of("status"), false, true);
    }

    static void installOnHub(ControlPlane hub) {
        for (JsonNode described : Hub.DEFINITIONS) {
            String name = Json.text(described, "plural") + "." + Json.text(described, "group");
            if (hub.get(DEFINITIONS, "", name).isEmpty()) {
                hub.create(DEFINITIONS, definition(described));
            }
        }
    }

    static void installOnMember(ControlPlane member) {
        if (member.get(DEFINITIONS, "", APPLIED_WORK.qualified()).isEmpty()) {
            ObjectNode described = Json.object()
                    .put("kind", APPLIED_WORK.kind())
                    .put("plural", APPLIED_WORK.plural())
                    .put("group", APPLIED_WORK.group());
            Json.child(described, "schema").put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
            member.create(DEFINITIONS, definition(described));
        }
    }

    private static ObjectNode definition(JsonNode described) {
        String plural = Json.text(described, "plural");
        String kind = Json.text(described, "kind");
        ObjectNode definition =
                Json.object().put("kind", DEFINITIONS.kind()).put("apiVersion", DEFINITIONS.apiVersion());
        Meta.of(definition).put("name", plural + "." + Json.text(described, "group"));
        ObjectNode spec = definition.putObject("spec").put("group", Json.text(described, "group"));
        spec.put("scope", "Cluster");
        ObjectNode names = spec.putObject("names").put("kind", kind).put("listKind", kind + "List");
        names.put("plural", plural).put("singular", kind.toLowerCase(Locale.ROOT));
        names.set("shortNames", described.path("shortNames").isArray() ? described.get("shortNames") : Json.array());
        ArrayNode versions = spec.putArray("versions");
        for (String version : VERSIONS) {
            ObjectNode served = versions.addObject().put("name", version).put("served", true);
            served.put("storage", version.equals(VERSIONS.get(0)));
            served.putObject("subresources").putObject("status");
            served.set(
                    "additionalPrinterColumns",
                    described.path("columns").isArray() ? described.get("columns") : Json.array());
            Json.child(served, "schema").set("openAPIV3Schema", described.path("schema"));
        }
        return definition;
    }

    /** Loaded with the first hub. */
    private static final class Hub {
        private static final JsonNode DEFINITIONS = load().path("definitions");

        private static JsonNode load() {
            try (InputStream in = FleetTypes.class.getResourceAsStream("/sandbox/fleet/hub.yaml")) {
                return Json.MAPPER.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
