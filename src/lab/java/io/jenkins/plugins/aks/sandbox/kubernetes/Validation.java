package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiError.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the API server refuses in an object that it can read. */
final class Validation {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern PATH_SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/%]+");
    private static final Pattern QUALIFIED =
            Pattern.compile("([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Set<String> SERVICE_TYPES = Set.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName");

    private final List<Cause> causes = new ArrayList<>();

    private Validation() {}

    static void check(ResourceType type, JsonNode object) {
        Validation validation = new Validation();
        validation.metadata(type, object);
        validation.kind(type, object);
        if (!validation.causes.isEmpty()) {
            throw ApiError.invalid(type, Meta.name(object), validation.causes);
        }
    }

    private void metadata(ResourceType type, JsonNode object) {
        String name = Meta.name(object);
        boolean label = Set.of("Namespace", "Service").contains(type.kind());
        boolean free = type.group().startsWith("rbac.");
        if (name.isEmpty()) {
            causes.add(new Cause(
                    "FieldValueRequired", "Required value: name or generateName is required", "metadata.name"));
        } else if (!(free ? PATH_SEGMENT : label ? LABEL : SUBDOMAIN)
                .matcher(name)
                .matches()) {
            String rule = label ? "a lowercase RFC 1123 label" : "a lowercase RFC 1123 subdomain";
            invalid(
                    "metadata.name",
                    name,
                    rule + " must consist of lower case alphanumeric characters"
                            + (label ? " or '-'" : ", '-' or '.'")
                            + ", and must start and end with an alphanumeric character");
        }
        for (var entry : Meta.labels(object).properties()) {
            labels("metadata.labels", entry.getKey(), entry.getValue().asText());
        }
        for (var entry : Json.at(object, "metadata", "annotations").properties()) {
            if (!QUALIFIED.matcher(entry.getKey()).matches()) {
                invalid("metadata.annotations", entry.getKey(), "name part must consist of alphanumeric characters");
            }
        }
    }

    private void labels(String field, String key, String value) {
        if (!QUALIFIED.matcher(key).matches()) {
            invalid(field, key, "name part must consist of alphanumeric characters, '-', '_' or '.'");
        }
        if (!LABEL_VALUE.matcher(value).matches()) {
            invalid(
                    field,
                    value,
                    "a valid label must be an empty string or consist of alphanumeric characters,"
                            + " '-', '_' or '.', and must start and end with an alphanumeric character");
        }
    }

    private void kind(ResourceType type, JsonNode object) {
        JsonNode spec = object.path("spec");
        switch (type.kind()) {
            case "Pod" -> podSpec("spec", spec, Json.array());
            case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet" -> workload(spec);
            case "Job" -> job(spec);
            case "Service" -> service(spec);
            case "CustomResourceDefinition" -> definition(object);
            case "PersistentVolumeClaim" -> required(spec.path("accessModes"), "spec.accessModes");
            case "StorageClass" -> required(object.path("provisioner"), "provisioner");
            case "Node" -> taints(spec.path("taints"));
            default -> {
                // Nothing beyond the metadata is checked.
            }
        }
    }

    private void workload(JsonNode spec) {
        JsonNode selector = spec.path("selector");
        JsonNode labels = Json.at(spec, "template", "metadata", "labels");
        if (selector.isEmpty()) {
            causes.add(new Cause("FieldValueRequired", "Required value", "spec.selector"));
        } else if (!LabelSelector.of(selector).test(labels)) {
            invalid("spec.template.metadata.labels", labels.toString(), "`selector` does not match template `labels`");
        }
        String policy = Json.text(spec, "template", "spec", "restartPolicy");
        if (!policy.equals("Always")) {
            unsupported("spec.template.spec.restartPolicy", policy, "\"Always\"");
        }
        replicas(spec);
        podSpec("spec.template.spec", Json.at(spec, "template", "spec"), spec.path("volumeClaimTemplates"));
    }

    private void job(JsonNode spec) {
        String policy = Json.text(spec, "template", "spec", "restartPolicy");
        if (!policy.equals("OnFailure") && !policy.equals("Never")) {
            unsupported("spec.template.spec.restartPolicy", policy, "\"OnFailure\", \"Never\"");
        }
        podSpec("spec.template.spec", Json.at(spec, "template", "spec"), spec.path("volumeClaimTemplates"));
    }

    private void replicas(JsonNode spec) {
        if (spec.path("replicas").asInt() < 0) {
            invalid("spec.replicas", spec.path("replicas").asText(), "must be greater than or equal to 0");
        }
    }

    /** @param claims of a StatefulSet, which become volumes in its pods */
    private void podSpec(String field, JsonNode spec, JsonNode claims) {
        required(spec.path("containers"), field + ".containers");
        Set<String> volumes = new TreeSet<>();
        spec.path("volumes").forEach(volume -> volumes.add(Json.text(volume, "name")));
        claims.forEach(claim -> volumes.add(Meta.name(claim)));
        Set<String> names = new TreeSet<>();
        for (String list : List.of("initContainers", "containers")) {
            int i = 0;
            for (JsonNode container : spec.path(list)) {
                container(field + "." + list + "[" + i++ + "]", container, names, volumes);
            }
        }
    }

    private void container(String field, JsonNode container, Set<String> names, Set<String> volumes) {
        String name = Json.text(container, "name");
        if (!LABEL.matcher(name).matches()) {
            required(container.path("name"), field + ".name");
            if (!name.isEmpty()) {
                invalid(
                        field + ".name",
                        name,
                        "a lowercase RFC 1123 label must consist of lower case" + " alphanumeric characters or '-'");
            }
        } else if (!names.add(name)) {
            causes.add(new Cause("FieldValueDuplicate", "Duplicate value: \"" + name + "\"", field + ".name"));
        }
        required(container.path("image"), field + ".image");
        int i = 0;
        for (JsonNode mount : container.path("volumeMounts")) {
            String volume = Json.text(mount, "name");
            if (!volumes.contains(volume)) {
                String at = field + ".volumeMounts[" + i + "].name";
                causes.add(new Cause("FieldValueNotFound", "Not found: \"" + volume + "\"", at));
            }
            i++;
        }
    }

    private void service(JsonNode spec) {
        String type = Json.text(spec, "type");
        if (!SERVICE_TYPES.contains(type)) {
            unsupported("spec.type", type, "\"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"");
        }
        boolean portless =
                type.equals("ExternalName") || Json.text(spec, "clusterIP").equals("None");
        if (!portless) {
            required(spec.path("ports"), "spec.ports");
        }
        int i = 0;
        for (JsonNode port : spec.path("ports")) {
            int number = port.path("port").asInt();
            if (number < 1 || number > 65535) {
                invalid(
                        "spec.ports[" + i + "].port",
                        Integer.toString(number),
                        "must be between 1 and 65535, inclusive");
            }
            if (spec.path("ports").size() > 1) {
                required(port.path("name"), "spec.ports[" + i + "].name");
            }
            i++;
        }
    }

    private void definition(JsonNode definition) {
        JsonNode spec = definition.path("spec");
        String expected = Json.text(spec, "names", "plural") + "." + Json.text(spec, "group");
        if (!Meta.name(definition).equals(expected)) {
            invalid("metadata.name", Meta.name(definition), "must be spec.names.plural+\".\"+spec.group");
        }
        required(spec.path("versions"), "spec.versions");
        required(Json.at(spec, "names", "kind"), "spec.names.kind");
        String scope = Json.text(spec, "scope");
        if (!scope.equals("Namespaced") && !scope.equals("Cluster")) {
            unsupported("spec.scope", scope, "\"Cluster\", \"Namespaced\"");
        }
        int storage = 0;
        int i = 0;
        for (JsonNode version : spec.path("versions")) {
            storage += version.path("storage").asBoolean() ? 1 : 0;
            required(
                    Json.at(version, "schema", "openAPIV3Schema"), "spec.versions[" + i++ + "].schema.openAPIV3Schema");
        }
        if (storage != 1) {
            invalid("spec.versions", "", "must have exactly one version marked as storage version");
        }
    }

    private void taints(JsonNode taints) {
        int i = 0;
        for (JsonNode taint : taints) {
            String effect = Json.text(taint, "effect");
            if (!Set.of("NoSchedule", "PreferNoSchedule", "NoExecute").contains(effect)) {
                String supported = "\"NoExecute\", \"NoSchedule\", \"PreferNoSchedule\"";
                unsupported("spec.taints[" + i + "].effect", effect, supported);
            }
            i++;
        }
    }

    private void required(JsonNode value, String field) {
        if (value.isMissingNode()
                || value.isNull()
                || value.isArray() && value.isEmpty()
                || value.isTextual() && value.asText().isEmpty()) {
            causes.add(new Cause("FieldValueRequired", "Required value", field));
        }
    }

    private void invalid(String field, String value, String why) {
        causes.add(new Cause("FieldValueInvalid", "Invalid value: \"" + value + "\": " + why, field));
    }

    private void unsupported(String field, String value, String supported) {
        String message = "Unsupported value: \"" + value + "\": supported values: " + supported;
        causes.add(new Cause("FieldValueNotSupported", message, field));
    }
}
