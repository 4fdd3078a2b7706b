package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.kubernetes.ManifestYaml;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.List;

/** A ClusterResourcePlacement, of typed parameters or of a manifest, checked before anything is sent. */
record PlacementSpec(ManifestObject manifest) {
    private static final String KIND = "ClusterResourcePlacement";
    private static final String GROUP = "placement.kubernetes-fleet.io/";
    private static final String API_VERSION = GROUP + "v1";
    private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    static PlacementSpec of(
            String name,
            List<String> namespaces,
            List<String> selectors,
            String yaml,
            PlacementPolicy policy,
            PlacementStrategy strategy)
            throws OperationException {
        checkName(name);
        boolean typed = namespaces != null || selectors != null;
        if (typed == (yaml != null)) {
            throw new InvalidParameterException(
                    "namespaces",
                    namespaces,
                    "either namespaces or selectors, or a manifest in yaml",
                    "Say what is to be placed by one of the two.");
        }
        if (yaml != null) {
            if (policy.isGiven() || strategy.isGiven()) {
                throw new InvalidParameterException(
                        "yaml",
                        "a manifest together with parameters that say the same",
                        "a manifest alone",
                        "Put policy and strategy into the manifest, or leave the manifest out.");
            }
            return checked(parsed(name, yaml));
        }
        policy.check();
        strategy.check();
        ObjectNode placement = JsonNodeFactory.instance.objectNode();
        placement.put("apiVersion", API_VERSION).put("kind", KIND);
        placement.putObject("metadata").put("name", name);
        ObjectNode spec = placement.putObject("spec");
        for (String namespace : namespaces == null ? List.<String>of() : namespaces) {
            selector(spec, "", "v1", "Namespace").put("name", namespace);
        }
        for (String given : selectors == null ? List.<String>of() : selectors) {
            addSelector(spec, given);
        }
        spec.set("policy", policy.json());
        spec.set("strategy", strategy.json());
        return checked(new ManifestObject(placement, "fleetPlace " + name));
    }

    static void checkName(String name) throws InvalidParameterException {
        if (name == null || !name.matches(NAME)) {
            throw new InvalidParameterException(
                    "name", name, "1 to 63 lower-case letters, digits and hyphens", "Correct the placement's name.");
        }
    }

    private static ObjectNode selector(ObjectNode spec, String group, String version, String kind) {
        return spec.withArray("/resourceSelectors")
                .addObject()
                .put("group", group)
                .put("version", version)
                .put("kind", kind);
    }

    /** {@code [group/]version/Kind/name}, or {@code [group/]version/Kind?label=value} with more labels after {@code &}. */
    private static void addSelector(ObjectNode spec, String given) throws InvalidParameterException {
        String[] labels = given.split("\\?", 2);
        String[] parts = labels[0].split("/");
        int size = parts.length + (labels.length == 2 ? 1 : 0);
        if (size < 3 || size > 4 || labels.length == 2 && !labels[1].matches("[^=&]+=[^=&]*(&[^=&]+=[^=&]*)*")) {
            throw new InvalidParameterException(
                    "selectors",
                    given,
                    "version/Kind/name or group/version/Kind/name, or labels in place of the name:"
                            + " v1/Namespace?team=web&tier=front",
                    "Write the selector in this form.");
        }
        int at = size - 3;
        ObjectNode selector = selector(spec, at == 1 ? parts[0] : "", parts[at], parts[at + 1]);
        if (labels.length == 1) {
            selector.put("name", parts[at + 2]);
            return;
        }
        ObjectNode match = selector.putObject("labelSelector").putObject("matchLabels");
        for (String label : labels[1].split("&")) {
            String[] pair = label.split("=", 2);
            match.put(pair[0], pair[1]);
        }
    }

    private static ManifestObject parsed(String name, String yaml) throws OperationException {
        List<ManifestObject> objects = ManifestYaml.parse("yaml", yaml);
        boolean one = objects.size() == 1
                && objects.get(0).kind().equals(KIND)
                && objects.get(0).apiVersion().startsWith(GROUP);
        if (!one) {
            throw new InvalidParameterException(
                    "yaml",
                    objects.stream().map(ManifestObject::subject).toList(),
                    "one " + KIND + " of " + GROUP + "v1 or v1beta1",
                    "Apply other objects to the hub with kubeApply in withAks(fleet: …).");
        }
        if (!objects.get(0).name().equals(name)) {
            throw new InvalidParameterException(
                    "name",
                    name,
                    "the name in the manifest, which is " + objects.get(0).name(),
                    "Give both the same name.");
        }
        return objects.get(0);
    }

    /** What the service would only fail at later, or what could not be proven on the members. */
    private static PlacementSpec checked(ManifestObject manifest) throws InvalidParameterException {
        for (JsonNode selector : manifest.json().at("/spec/resourceSelectors")) {
            String kind = selector.path("kind").asText();
            String name = selector.path("name").asText("");
            boolean reserved = name.startsWith("fleet-") || name.startsWith("kube-") || name.equals("default");
            if (kind.equals("Namespace") && reserved) {
                throw new InvalidParameterException(
                        "namespaces",
                        name,
                        "namespaces of yours: fleet-…, kube-… and default are not placed",
                        "Put what is to be placed into a namespace of its own.");
            }
            if (kind.endsWith("Envelope")) {
                throw new InvalidParameterException(
                        "selectors",
                        kind,
                        "the objects themselves: what an envelope holds has other names on the hub than on the members,"
                                + " so that it cannot be proven there",
                        "Place the objects without an envelope.");
            }
        }
        return new PlacementSpec(manifest);
    }

    String name() {
        return manifest.name();
    }
}
