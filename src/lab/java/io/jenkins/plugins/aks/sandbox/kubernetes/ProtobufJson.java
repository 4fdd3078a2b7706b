package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A message of the Kubernetes API as the JSON that the same Go object has. The names of most fields are those of JSON.
 * A Go client writes every field that is no pointer, also when it is empty; JSON leaves most of these out.
 */
final class ProtobufJson {
    /** Go structs that are embedded: JSON has their fields in the object around them. */
    private static final Set<String> INLINED = Set.of(
            "volumeSource",
            "persistentVolumeSource",
            "handler",
            "localObjectReference",
            "ephemeralContainerCommon",
            "ingressRuleValue");

    private static final Map<String, String> RENAMED = Map.of("uID", "uid", "aPIGroup", "apiGroup");

    /** Messages that hold nothing but a list. */
    private static final Set<String> LISTS = Set.of("ExtraValue", "Verbs");

    /** Numbers and booleans whose zero is "not given": in Go no pointers. */
    private static final Set<String> ZERO_IS_ABSENT = Set.of(
            "generation",
            "minReadySeconds",
            "paused",
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold",
            "stdin",
            "stdinOnce",
            "tty",
            "hostPort",
            "nodePort",
            "number",
            "healthCheckNodePort",
            "publishNotReadyAddresses",
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "unschedulable",
            "readOnly",
            "chapAuthDiscovery",
            "chapAuthSession",
            "sslEnabled",
            "count",
            "globalDefault");

    /** Texts that may be given and empty: in Go pointers. An empty class of a claim is no class, not the default one. */
    private static final Set<String> EMPTY_IS_MEANT = Set.of("PersistentVolumeClaimSpec.storageClassName");

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** Adds the fields of a message. */
    void into(ObjectNode object, Message message) {
        refuseUnknown(message);
        message.getAllFields().forEach((field, value) -> {
            if (field.isMapField()) {
                entries(Json.child(object, name(field)), (List<?>) value);
            } else if (field.isRepeated()) {
                ArrayNode array = object.putArray(name(field));
                ((List<?>) value).forEach(item -> array.add(node(field, item)));
            } else if (INLINED.contains(field.getName())) {
                into(object, (Message) value);
            } else if (!absent(field, value)) {
                object.set(name(field), node(field, value));
            }
        });
    }

    private static String name(FieldDescriptor field) {
        return RENAMED.getOrDefault(field.getName(), field.getName());
    }

    private void entries(ObjectNode object, List<?> entries) {
        for (Object item : entries) {
            Message entry = (Message) item;
            FieldDescriptor key = entry.getDescriptorForType().findFieldByNumber(1);
            FieldDescriptor value = entry.getDescriptorForType().findFieldByNumber(2);
            object.set(String.valueOf(entry.getField(key)), node(value, entry.getField(value)));
        }
    }

    private static boolean absent(FieldDescriptor field, Object value) {
        String holder = field.getContainingType().getName();
        return switch (field.getJavaType()) {
            case STRING -> value.equals("") && !EMPTY_IS_MEANT.contains(holder + "." + field.getName());
            case INT, LONG -> ((Number) value).longValue() == 0 && zeroIsAbsent(holder, field.getName());
            case BOOLEAN -> value.equals(false) && zeroIsAbsent(holder, field.getName());
            case BYTE_STRING -> ((ByteString) value).isEmpty();
            case MESSAGE -> absent(holder, field.getMessageType().getName(), (Message) value);
            default -> false;
        };
    }

    private static boolean zeroIsAbsent(String holder, String field) {
        return holder.endsWith("Status") || ZERO_IS_ABSENT.contains(field);
    }

    /** An empty message is an empty object, which says something, as in {@code emptyDir: {}}; an empty time does not. */
    private static boolean absent(String holder, String type, Message value) {
        return switch (type) {
            case "Time", "MicroTime", "RawExtension", "FieldsV1" -> value.getAllFields()
                    .isEmpty();
            case "IntOrString" -> holder.equals("ServicePort")
                    && intOrString(value).asText().matches("0?");
            default -> false;
        };
    }

    private JsonNode node(FieldDescriptor field, Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (field.getJavaType()) {
            case STRING -> nodes.textNode((String) value);
            case INT -> nodes.numberNode((Integer) value);
            case LONG -> whole((Long) value);
            case BOOLEAN -> nodes.booleanNode((Boolean) value);
            case BYTE_STRING -> nodes.textNode(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case MESSAGE -> message((Message) value);
            default -> throw Protobuf.unread(field.getFullName());
        };
    }

    private JsonNode message(Message message) {
        String type = message.getDescriptorForType().getName();
        if (LISTS.contains(type)) {
            ArrayNode items = Json.array();
            ((List<?>) field(message, 1)).forEach(item -> items.add((String) item));
            return items;
        }
        return switch (type) {
            case "Quantity" -> JsonNodeFactory.instance.textNode(
                    field(message, 1).equals("") ? "0" : (String) field(message, 1));
            case "IntOrString" -> intOrString(message);
            case "Time" -> JsonNodeFactory.instance.textNode(
                    Instant.ofEpochSecond((Long) field(message, 1)).toString());
            case "MicroTime" -> JsonNodeFactory.instance.textNode(
                    MICROS.format(Instant.ofEpochSecond((Long) field(message, 1), (Integer) field(message, 2))));
            case "RawExtension", "FieldsV1" -> raw((ByteString) field(message, 1));
            default -> {
                ObjectNode object = Json.object();
                into(object, message);
                yield object;
            }
        };
    }

    /** As the parser of JSON reads it: another class of number is not equal. */
    private static JsonNode whole(long value) {
        return value == (int) value
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    /** Field 1 says which: 0 the number in field 2, 1 the text in field 3. */
    private static JsonNode intOrString(Message message) {
        return field(message, 1).equals(0L)
                ? JsonNodeFactory.instance.numberNode((Integer) field(message, 2))
                : JsonNodeFactory.instance.textNode((String) field(message, 3));
    }

    private static JsonNode raw(ByteString json) {
        try {
            return Json.MAPPER.readTree(json.toStringUtf8());
        } catch (JsonProcessingException e) {
            throw ApiError.badRequest("the protobuf message holds what is not JSON: " + e.getOriginalMessage());
        }
    }

    private static Object field(Message message, int number) {
        return message.getField(message.getDescriptorForType().findFieldByNumber(number));
    }

    /** A field of a newer API than the library's is not dropped in silence, unless its value is the zero of its type. */
    private static void refuseUnknown(Message message) {
        for (var unknown : message.getUnknownFields().asMap().entrySet()) {
            UnknownFieldSet.Field field = unknown.getValue();
            boolean zero = field.getVarintList().stream().allMatch(number -> number == 0)
                    && field.getLengthDelimitedList().stream().allMatch(ByteString::isEmpty)
                    && field.getFixed32List().isEmpty()
                    && field.getFixed64List().isEmpty()
                    && field.getGroupList().isEmpty();
            if (!zero) {
                throw Protobuf.unread("field " + unknown.getKey() + " of "
                        + message.getDescriptorForType().getName());
            }
        }
    }
}
