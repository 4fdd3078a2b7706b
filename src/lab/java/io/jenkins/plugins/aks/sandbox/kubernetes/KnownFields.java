package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.FieldsV1;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The field names and types of the built-in kinds, read from the published Java model of the Kubernetes API. */
final class KnownFields {
    private static final String MODEL = "io.fabric8.kubernetes.api.model.";
    private static final Map<String, String> PACKAGES = Map.of(
            "", "",
            "apps", "apps.",
            "batch", "batch.v1.",
            "networking.k8s.io", "networking.v1.",
            "storage.k8s.io", "storage.",
            "rbac.authorization.k8s.io", "rbac.",
            "policy", "policy.v1.",
            "apiextensions.k8s.io", "apiextensions.v1.",
            "coordination.k8s.io", "coordination.v1.");
    private static final Map<JavaType, Map<String, JavaType>> PROPERTIES = new ConcurrentHashMap<>();

    private final List<String> unknown = new ArrayList<>();

    private KnownFields() {}

    /**
     * Checks the types of all fields.
     *
     * @return the paths of the fields that the kind does not have
     * @throws ApiError 400 for a value of a wrong type
     */
    static List<String> check(ResourceType type, JsonNode object) {
        KnownFields check = new KnownFields();
        model(type).ifPresent(model -> check.walk(model, object, "", type.kind()));
        return check.unknown;
    }

    private static Optional<JavaType> model(ResourceType type) {
        String folder = PACKAGES.get(type.group());
        if (type.custom() || folder == null) {
            return Optional.empty();
        }
        try {
            Class<?> model = Class.forName(MODEL + folder + type.kind());
            return Optional.of(Json.MAPPER.constructType(model));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private void walk(JavaType type, JsonNode node, String path, String kind) {
        if (node.isNull() || opaque(type)) {
            return;
        }
        if (type.isCollectionLikeType()) {
            expect(node.isArray(), node, "list", path, kind);
            int i = 0;
            for (JsonNode item : node) {
                walk(type.getContentType(), item, path + "[" + i++ + "]", kind);
            }
        } else if (type.isMapLikeType()) {
            expect(node.isObject(), node, "map", path, kind);
            node.properties()
                    .forEach(field -> walk(type.getContentType(), field.getValue(), path + "." + field.getKey(), kind));
        } else if (isScalar(type.getRawClass())) {
            scalar(type.getRawClass(), node, path, kind);
        } else {
            expect(node.isObject(), node, "object", path, kind);
            bean(type, node, path, kind);
        }
    }

    private void bean(JavaType type, JsonNode node, String path, String kind) {
        Map<String, JavaType> properties = PROPERTIES.computeIfAbsent(type, KnownFields::properties);
        for (var field : node.properties()) {
            String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JavaType known = properties.get(field.getKey());
            if (known == null) {
                unknown.add(at);
            } else {
                walk(known, field.getValue(), at, kind);
            }
        }
    }

    private static Map<String, JavaType> properties(JavaType type) {
        BeanDescription bean = Json.MAPPER.getDeserializationConfig().introspect(type);
        Map<String, JavaType> properties = new TreeMap<>();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            properties.put(property.getName(), property.getPrimaryType());
        }
        return properties;
    }

    private static boolean opaque(JavaType type) {
        Class<?> raw = type.getRawClass();
        JsonDeserialize custom = raw.getAnnotation(JsonDeserialize.class);
        boolean ownReader = custom != null && custom.using() != JsonDeserializer.None.class;
        boolean anyShape =
                AnyType.class.isAssignableFrom(raw) || JsonNode.class.isAssignableFrom(raw) || raw == FieldsV1.class;
        return ownReader || anyShape || raw == Object.class || raw.isInterface() && !type.isContainerType();
    }

    private static boolean isScalar(Class<?> raw) {
        return raw == String.class || raw == Boolean.class || Number.class.isAssignableFrom(raw) || raw.isPrimitive();
    }

    private static void scalar(Class<?> raw, JsonNode node, String path, String kind) {
        if (raw == String.class) {
            expect(node.isTextual(), node, "string", path, kind);
        } else if (raw == Boolean.class || raw == boolean.class) {
            expect(node.isBoolean(), node, "bool", path, kind);
        } else if (raw == Integer.class || raw == Long.class) {
            expect(node.isIntegralNumber(), node, "int", path, kind);
        } else {
            expect(node.isNumber(), node, "number", path, kind);
        }
    }

    private static void expect(boolean right, JsonNode node, String wanted, String path, String kind) {
        if (!right) {
            String found = node.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
            throw ApiError.badRequest(kind + " in version \"v1\" cannot be handled as a " + kind
                    + ": json: cannot unmarshal " + found + " into Go struct field " + kind + "." + path
                    + " of type " + wanted);
        }
    }
}
