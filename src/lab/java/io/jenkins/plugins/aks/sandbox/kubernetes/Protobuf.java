package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.kubernetes.client.proto.Meta.DeleteOptions;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.kubernetes.client.proto.V1Scheduling;
import io.kubernetes.client.proto.V1Storage;
import io.kubernetes.client.proto.V2beta2Autoscaling;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads the protocol buffer form, in which newer kubectl sends the built-in kinds: four bytes, then an envelope with
 * the type and the message of the kind. Only requests: the answers are JSON, which every client takes.
 */
final class Protobuf {
    static final String MEDIA = "application/vnd.kubernetes.protobuf";
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    /** The messages by API version. The library has no autoscaling/v2, which kept the field numbers of its last beta. */
    private static final Map<String, FileDescriptor> FILES = Map.ofEntries(
            Map.entry("v1", V1.getDescriptor()),
            Map.entry("apps/v1", V1Apps.getDescriptor()),
            Map.entry("batch/v1", V1Batch.getDescriptor()),
            Map.entry("autoscaling/v1", V1Autoscaling.getDescriptor()),
            Map.entry("autoscaling/v2", V2beta2Autoscaling.getDescriptor()),
            Map.entry("networking.k8s.io/v1", V1Networking.getDescriptor()),
            Map.entry("storage.k8s.io/v1", V1Storage.getDescriptor()),
            Map.entry("rbac.authorization.k8s.io/v1", V1Rbac.getDescriptor()),
            Map.entry("policy/v1", V1Policy.getDescriptor()),
            Map.entry("scheduling.k8s.io/v1", V1Scheduling.getDescriptor()),
            Map.entry("authentication.k8s.io/v1", V1Authentication.getDescriptor()),
            Map.entry("authorization.k8s.io/v1", V1Authorization.getDescriptor()));

    private Protobuf() {}

    /** @throws ApiError 400 for what is no such message, 415 for a kind or field that is not read in this form */
    static ObjectNode object(byte[] body) {
        if (body.length < MAGIC.length || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw ApiError.badRequest("provided data does not appear to be a protobuf message, expected prefix k8s\\0");
        }
        try {
            Unknown envelope = Unknown.parseFrom(Arrays.copyOfRange(body, MAGIC.length, body.length));
            String apiVersion = envelope.getTypeMeta().getApiVersion();
            String kind = envelope.getTypeMeta().getKind();
            ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
            Descriptor type = type(apiVersion, kind);
            new ProtobufJson().into(object, DynamicMessage.parseFrom(type, envelope.getRaw()));
            return object;
        } catch (InvalidProtocolBufferException e) {
            throw ApiError.badRequest("the body of the request is no protobuf message of its kind: " + e.getMessage());
        }
    }

    /** The message of a kind. The options of a delete are sent in the API version of what is deleted. */
    private static Descriptor type(String apiVersion, String kind) {
        if (kind.equals("DeleteOptions")) {
            return DeleteOptions.getDescriptor();
        }
        FileDescriptor file = FILES.get(apiVersion);
        Descriptor type = file == null ? null : file.findMessageTypeByName(kind);
        if (type == null) {
            throw unread(apiVersion + " " + kind);
        }
        return type;
    }

    static ApiError unread(String what) {
        return ApiError.unsupportedMedia(MEDIA + " for " + what, "application/json, application/yaml");
    }
}
