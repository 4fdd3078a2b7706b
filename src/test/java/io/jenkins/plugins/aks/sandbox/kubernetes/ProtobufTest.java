package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.kubernetes.client.proto.IntStr.IntOrString;
import io.kubernetes.client.proto.Meta.DeleteOptions;
import io.kubernetes.client.proto.Meta.LabelSelector;
import io.kubernetes.client.proto.Meta.ObjectMeta;
import io.kubernetes.client.proto.Meta.Time;
import io.kubernetes.client.proto.Resource.Quantity;
import io.kubernetes.client.proto.Runtime.TypeMeta;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.kubernetes.client.proto.V1Scheduling;
import io.kubernetes.client.proto.V1Storage;
import io.kubernetes.client.proto.V2beta2Autoscaling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtobufTest {
    private static final ObjectMeta PETS = ObjectMeta.newBuilder()
            .setName("pets")
            .setNamespace("")
            .setGeneration(0)
            .setCreationTimestamp(Time.getDefaultInstance())
            .build();

    @Test
    void readsADeployment() {
        V1.Container.Builder container = V1.Container.newBuilder()
                .setName("nginx")
                .setImage("nginx")
                .setWorkingDir("")
                .setStdin(false)
                .setResources(V1.ResourceRequirements.newBuilder()
                        .putLimits("cpu", quantity("500m"))
                        .putRequests("memory", quantity("64Mi")))
                .setReadinessProbe(V1.Probe.newBuilder()
                        .setHandler(V1.ProbeHandler.newBuilder()
                                .setHttpGet(V1.HTTPGetAction.newBuilder().setPort(text("http"))))
                        .setInitialDelaySeconds(0)
                        .setPeriodSeconds(5));
        V1.Volume.Builder volume = V1.Volume.newBuilder()
                .setName("tmp")
                .setVolumeSource(
                        V1.VolumeSource.newBuilder().setEmptyDir(V1.EmptyDirVolumeSource.getDefaultInstance()));
        V1Apps.DeploymentSpec.Builder spec = V1Apps.DeploymentSpec.newBuilder()
                .setReplicas(0)
                .setSelector(LabelSelector.newBuilder().putMatchLabels("app", "pets"))
                .setTemplate(V1.PodTemplateSpec.newBuilder()
                        .setMetadata(ObjectMeta.newBuilder().putLabels("app", "pets"))
                        .setSpec(V1.PodSpec.newBuilder()
                                .addContainers(container)
                                .addVolumes(volume)
                                .setTerminationGracePeriodSeconds(0)
                                .setHostNetwork(false)
                                .setAutomountServiceAccountToken(false)))
                .setStrategy(V1Apps.DeploymentStrategy.newBuilder()
                        .setRollingUpdate(V1Apps.RollingUpdateDeployment.newBuilder()
                                .setMaxSurge(text("25%"))
                                .setMaxUnavailable(number(0))))
                .setMinReadySeconds(0)
                .setPaused(false);
        Message deployment = V1Apps.Deployment.newBuilder()
                .setMetadata(PETS)
                .setSpec(spec)
                .setStatus(V1Apps.DeploymentStatus.newBuilder().setReplicas(0))
                .build();

        assertThat(read("apps/v1", "Deployment", deployment))
                .isEqualTo(
                        Json.parse(
                                """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "pets"}, "spec": {
                  "replicas": 0, "selector": {"matchLabels": {"app": "pets"}},
                  "template": {"metadata": {"labels": {"app": "pets"}}, "spec": {
                    "volumes": [{"name": "tmp", "emptyDir": {}}],
                    "containers": [{"name": "nginx", "image": "nginx",
                      "resources": {"limits": {"cpu": "500m"}, "requests": {"memory": "64Mi"}},
                      "readinessProbe": {"httpGet": {"port": "http"}, "periodSeconds": 5}}],
                    "terminationGracePeriodSeconds": 0, "automountServiceAccountToken": false}},
                  "strategy": {"rollingUpdate": {"maxUnavailable": 0, "maxSurge": "25%"}}}, "status": {}}
                """));
    }

    @Test
    void readsASecret() {
        Message secret = V1.Secret.newBuilder()
                .setMetadata(
                        PETS.toBuilder().setCreationTimestamp(Time.newBuilder().setSeconds(1_700_000_000)))
                .putData("a", ByteString.copyFrom(new byte[] {1, 2, -1}))
                .setType("Opaque")
                .build();
        assertThat(read("v1", "Secret", secret))
                .isEqualTo(Json.parse("{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"pets\","
                        + "\"creationTimestamp\":\"2023-11-14T22:13:20Z\"},\"data\":{\"a\":\"AQL/\"},"
                        + "\"type\":\"Opaque\"}"));
    }

    @Test
    void readsAService() {
        Message service = V1.Service.newBuilder()
                .setSpec(V1.ServiceSpec.newBuilder()
                        .addPorts(V1.ServicePort.newBuilder()
                                .setPort(80)
                                .setNodePort(0)
                                .setTargetPort(number(8080)))
                        .addPorts(V1.ServicePort.newBuilder().setPort(81).setTargetPort(number(0)))
                        .addClusterIPs("None")
                        .setClusterIP("None"))
                .build();
        assertThat(read("v1", "Service", service).get("spec"))
                .isEqualTo(Json.parse("{\"ports\":[{\"port\":80,\"targetPort\":8080},{\"port\":81}],"
                        + "\"clusterIP\":\"None\",\"clusterIPs\":[\"None\"]}"));
    }

    @Test
    void readsARoleAndAReviewOfAccess() {
        Message role = V1Rbac.Role.newBuilder()
                .addRules(V1Rbac.PolicyRule.newBuilder()
                        .addVerbs("get")
                        .addApiGroups("")
                        .addResources("pods"))
                .build();
        assertThat(read("rbac.authorization.k8s.io/v1", "Role", role).get("rules"))
                .hasToString("[{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"pods\"]}]");
        Message review = V1Authorization.SelfSubjectAccessReview.newBuilder()
                .setSpec(V1Authorization.SelfSubjectAccessReviewSpec.newBuilder()
                        .setResourceAttributes(V1Authorization.ResourceAttributes.newBuilder()
                                .setNamespace("pets")
                                .setVerb("create")
                                .setGroup("")
                                .setResource("pods")))
                .setStatus(V1Authorization.SubjectAccessReviewStatus.newBuilder()
                        .setAllowed(false)
                        .setReason(""))
                .build();
        assertThat(Json.at(
                        read("authorization.k8s.io/v1", "SelfSubjectAccessReview", review),
                        "spec",
                        "resourceAttributes"))
                .isEqualTo(Json.parse("{\"namespace\":\"pets\",\"verb\":\"create\",\"resource\":\"pods\"}"));
    }

    @Test
    void readsAnEvictionAndTheOptionsOfADelete() {
        DeleteOptions options = DeleteOptions.newBuilder()
                .setGracePeriodSeconds(0)
                .addDryRun("All")
                .build();
        Message eviction = V1Policy.Eviction.newBuilder()
                .setMetadata(PETS)
                .setDeleteOptions(options)
                .build();
        assertThat(read("policy/v1", "Eviction", eviction).get("deleteOptions"))
                .hasToString("{\"gracePeriodSeconds\":0,\"dryRun\":[\"All\"]}");
        byte[] body = body("apps/v1", "DeleteOptions", options);
        assertThat(Bodies.optional(body, Protobuf.MEDIA).get("gracePeriodSeconds"))
                .hasToString("0");
        assertThat(Bodies.optional(new byte[0], Protobuf.MEDIA)).isEmpty();
    }

    @Test
    void keepsAnEmptyStorageClassOfAClaim() {
        Message claim = V1.PersistentVolumeClaim.newBuilder()
                .setSpec(V1.PersistentVolumeClaimSpec.newBuilder()
                        .setStorageClassName("")
                        .setVolumeName(""))
                .build();
        assertThat(read("v1", "PersistentVolumeClaim", claim).get("spec")).hasToString("{\"storageClassName\":\"\"}");
    }

    /** Each field of each kind, against the names and types of the published model, which is newer in one field. */
    @ParameterizedTest
    @MethodSource("kinds")
    void namesFieldsAsJsonDoes(Message kind) {
        ResourceType type = BuiltInTypes.kind(kind.getDescriptorForType().getName());
        ObjectNode object = read(type.apiVersion(), type.kind(), full(kind.toBuilder(), 12));
        assertThat(KnownFields.check(type, object)).allMatch(path -> path.endsWith("spec.resourceClaims[0].source"));
    }

    static List<Message> kinds() {
        return List.of(
                V1.Namespace.getDefaultInstance(),
                V1.Node.getDefaultInstance(),
                V1.Pod.getDefaultInstance(),
                V1.Service.getDefaultInstance(),
                V1.Endpoints.getDefaultInstance(),
                V1.ConfigMap.getDefaultInstance(),
                V1.Secret.getDefaultInstance(),
                V1.ServiceAccount.getDefaultInstance(),
                V1.Event.getDefaultInstance(),
                V1.PersistentVolume.getDefaultInstance(),
                V1.PersistentVolumeClaim.getDefaultInstance(),
                V1.ResourceQuota.getDefaultInstance(),
                V1.LimitRange.getDefaultInstance(),
                V1Apps.Deployment.getDefaultInstance(),
                V1Apps.StatefulSet.getDefaultInstance(),
                V1Apps.DaemonSet.getDefaultInstance(),
                V1Apps.ReplicaSet.getDefaultInstance(),
                V1Apps.ControllerRevision.getDefaultInstance(),
                V1Batch.Job.getDefaultInstance(),
                V1Batch.CronJob.getDefaultInstance(),
                V2beta2Autoscaling.HorizontalPodAutoscaler.getDefaultInstance(),
                V1Networking.NetworkPolicy.getDefaultInstance(),
                V1Networking.Ingress.getDefaultInstance(),
                V1Storage.StorageClass.getDefaultInstance(),
                V1Storage.VolumeAttachment.getDefaultInstance(),
                V1Rbac.Role.getDefaultInstance(),
                V1Rbac.RoleBinding.getDefaultInstance(),
                V1Rbac.ClusterRole.getDefaultInstance(),
                V1Rbac.ClusterRoleBinding.getDefaultInstance(),
                V1Policy.PodDisruptionBudget.getDefaultInstance(),
                V1Scheduling.PriorityClass.getDefaultInstance());
    }

    @Test
    void refusesWhatItCannotRead() {
        Message scale = V1Autoscaling.Scale.getDefaultInstance();
        assertThat(read("autoscaling/v1", "Scale", scale).size()).isEqualTo(2);
        refuses(415, body("coordination.k8s.io/v1", "Lease", scale), "coordination.k8s.io/v1 Lease");
        refuses(415, body("v1", "Nothing", scale), "v1 Nothing");
        refuses(415, body("v1", "Namespace", newer(ByteString.copyFromUtf8("x"))), "field 99 of Namespace");
        assertThat(read("v1", "Namespace", newer(ByteString.EMPTY)).size()).isEqualTo(2);
    }

    private static Message newer(ByteString value) {
        UnknownFieldSet.Field field =
                UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
        return V1.Namespace.newBuilder()
                .setUnknownFields(
                        UnknownFieldSet.newBuilder().addField(99, field).build())
                .build();
    }

    @Test
    void refusesWhatIsNoMessage() {
        for (byte[] body : new byte[][] {
            {},
            "{}".getBytes(StandardCharsets.UTF_8),
            {'k', '8', 's', 0, 10, 9},
            {'k', '8', 's', 0, 13},
            {'k', '8', 's', 0, 10, -1}
        }) {
            refuses(400, body, "protobuf");
        }
    }

    private static void refuses(int code, byte[] body, String message) {
        assertThatThrownBy(() -> Protobuf.object(body))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static Message full(Message.Builder builder, int depth) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                if (depth > 0) {
                    set(builder, field, full(builder.newBuilderForField(field), depth - 1));
                }
            } else {
                set(builder, field, value(field));
            }
        }
        return builder.build();
    }

    private static void set(Message.Builder builder, FieldDescriptor field, Object value) {
        if (field.isRepeated()) {
            builder.addRepeatedField(field, value);
        } else {
            builder.setField(field, value);
        }
    }

    private static Object value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> "1";
            case INT -> 1;
            case LONG -> 1L;
            case BOOLEAN -> true;
            default -> ByteString.copyFromUtf8("{}");
        };
    }

    private static ObjectNode read(String apiVersion, String kind, Message message) {
        return Protobuf.object(body(apiVersion, kind, message));
    }

    private static byte[] body(String apiVersion, String kind, Message message) {
        Unknown envelope = Unknown.newBuilder()
                .setTypeMeta(TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
                .setRaw(message.toByteString())
                .build();
        return ByteString.copyFromUtf8("k8s\0").concat(envelope.toByteString()).toByteArray();
    }

    private static Quantity quantity(String value) {
        return Quantity.newBuilder().setString(value).build();
    }

    private static IntOrString text(String value) {
        return IntOrString.newBuilder().setType(1).setIntVal(0).setStrVal(value).build();
    }

    private static IntOrString number(int value) {
        return IntOrString.newBuilder()
                .setType(0)
                .setIntVal(value)
                .setStrVal("")
                .build();
    }
}
