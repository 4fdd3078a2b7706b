package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProtobufTest {
    @Test
    void readsANamespaceWithLabels() {
        byte[] label = join(text(1, "team"), text(2, "pets"));
        byte[] metadata = join(text(1, "pets"), text(2, ""), field(11, label));
        byte[] body = object("Namespace", "v1", field(1, metadata));
        assertThat(Protobuf.object(body))
                .isEqualTo(Json.parse("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\","
                        + "\"metadata\":{\"name\":\"pets\",\"labels\":{\"team\":\"pets\"}}}"));
    }

    @Test
    void readsTheDataOfAConfigMap() {
        byte[] data = join(text(1, "a"), text(2, "b"));
        byte[] body = object("ConfigMap", "v1", join(field(1, text(1, "cm")), field(2, data)));
        assertThat(Json.text(Protobuf.object(body), "data", "a")).isEqualTo("b");
    }

    @Test
    void readsAReviewOfAccess() {
        byte[] attributes = join(text(1, "pets"), text(2, "create"), text(5, "pods"));
        byte[] body = object("SelfSubjectAccessReview", "authorization.k8s.io/v1", field(2, field(1, attributes)));
        assertThat(Json.at(Protobuf.object(body), "spec", "resourceAttributes"))
                .isEqualTo(Json.parse("{\"namespace\":\"pets\",\"verb\":\"create\",\"resource\":\"pods\"}"));
    }

    @Test
    void skipsNumbers() {
        byte[] metadata = join(new byte[] {7 << 3, (byte) 0x96, 1}, text(1, "pets"));
        assertThat(Meta.name(Protobuf.object(object("Namespace", "v1", field(1, metadata)))))
                .isEqualTo("pets");
    }

    @Test
    void refusesOtherKinds() {
        assertThatThrownBy(() -> Protobuf.object(object("Deployment", "apps/v1", new byte[0])))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.code()).isEqualTo(415))
                .hasMessageContaining("Deployment");
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
            assertThatThrownBy(() -> Protobuf.object(body))
                    .isInstanceOfSatisfying(
                            ApiError.class, e -> assertThat(e.code()).isEqualTo(400));
        }
    }

    private static byte[] object(String kind, String apiVersion, byte[] raw) {
        byte[] type = join(text(1, apiVersion), text(2, kind));
        return join(new byte[] {'k', '8', 's', 0}, field(1, type), field(2, raw));
    }

    private static byte[] text(int number, String value) {
        return field(number, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int number, byte[] value) {
        return join(new byte[] {(byte) (number << 3 | 2), (byte) value.length}, value);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
