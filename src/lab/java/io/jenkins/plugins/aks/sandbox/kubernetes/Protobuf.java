package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads the few kinds that newer kubectl creates in the protocol buffer form: those whose content is metadata and maps
 * of strings, and reviews of access. Field numbers: k8s.io/api/core/v1/generated.proto and k8s.io/apimachinery/…/generated.proto.
 */
final class Protobuf {
    static final String MEDIA = "application/vnd.kubernetes.protobuf";
    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final Map<String, Map<Integer, String>> MAPS = Map.of(
            "Namespace",
            Map.of(),
            "ServiceAccount",
            Map.of(),
            "ConfigMap",
            Map.of(2, "data"),
            "SelfSubjectAccessReview",
            Map.of());
    private static final String REVIEW = "SelfSubjectAccessReview";
    private static final Map<Integer, String> ATTRIBUTES =
            Map.of(1, "namespace", 2, "verb", 3, "group", 4, "version", 5, "resource", 6, "subresource", 7, "name");
    private static final Map<Integer, String> METADATA_TEXTS = Map.of(1, "name", 2, "generateName", 3, "namespace");
    private static final Map<Integer, String> METADATA_MAPS = Map.of(11, "labels", 12, "annotations");

    private final byte[] bytes;
    private final int end;
    private int at;

    private Protobuf(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** @throws ApiError 415 for a kind that is not read in this form */
    static ObjectNode object(byte[] body) {
        if (body.length < MAGIC.length || !java.util.Arrays.equals(body, 0, 4, MAGIC, 0, 4)) {
            throw ApiError.badRequest("provided data does not appear to be a protobuf message, expected prefix k8s\\0");
        }
        ObjectNode object = Json.object();
        new Protobuf(body, 4, body.length).each((number, envelope) -> {
            if (number == 1) {
                envelope.texts(object, Map.of(1, "apiVersion", 2, "kind"));
            } else if (number == 2) {
                Map<Integer, String> maps = MAPS.get(Meta.kind(object));
                if (maps == null) {
                    throw ApiError.unsupportedMedia(
                            MEDIA + " for " + Meta.kind(object), "application/json, application/yaml");
                }
                envelope.content(object, maps);
            }
        });
        return object;
    }

    private void content(ObjectNode object, Map<Integer, String> maps) {
        boolean review = Meta.kind(object).equals(REVIEW);
        each((number, field) -> {
            if (review && number == 2) {
                field.each((part, attributes) -> {
                    if (part == 1) {
                        attributes.texts(Json.child(object, "spec", "resourceAttributes"), ATTRIBUTES);
                    }
                });
            } else if (number == 1) {
                field.metadata(Json.child(object, "metadata"));
            } else if (maps.containsKey(number)) {
                field.entry(Json.child(object, maps.get(number)));
            }
        });
    }

    private void metadata(ObjectNode metadata) {
        each((number, field) -> {
            if (METADATA_TEXTS.containsKey(number) && !field.text().isEmpty()) {
                metadata.put(METADATA_TEXTS.get(number), field.text());
            } else if (METADATA_MAPS.containsKey(number)) {
                field.entry(Json.child(metadata, METADATA_MAPS.get(number)));
            }
        });
    }

    /** One entry of a map: field 1 is the key, field 2 the value. */
    private void entry(ObjectNode map) {
        ObjectNode pair = Json.object();
        texts(pair, Map.of(1, "key", 2, "value"));
        map.put(Json.text(pair, "key"), Json.text(pair, "value"));
    }

    private void texts(ObjectNode object, Map<Integer, String> names) {
        each((number, field) -> {
            if (names.containsKey(number)) {
                object.put(names.get(number), field.text());
            }
        });
    }

    private String text() {
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    /** Each length-delimited field; numbers are skipped. */
    private void each(BiConsumer<Integer, Protobuf> consumer) {
        int position = at;
        Protobuf cursor = new Protobuf(bytes, position, end);
        while (cursor.at < end) {
            int tag = (int) cursor.number();
            if ((tag & 7) == 2) {
                int length = (int) cursor.number();
                if (length < 0 || cursor.at + length > end) {
                    throw ApiError.badRequest("the protobuf message ends within field " + (tag >> 3));
                }
                consumer.accept(tag >> 3, new Protobuf(bytes, cursor.at, cursor.at + length));
                cursor.at += length;
            } else if ((tag & 7) == 0) {
                cursor.number();
            } else {
                throw ApiError.badRequest("the protobuf message has a field of an unexpected wire type: " + (tag & 7));
            }
        }
    }

    private long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw ApiError.badRequest("the protobuf message ends within a number");
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw ApiError.badRequest("the protobuf message has a number of more than 64 bits");
    }
}
