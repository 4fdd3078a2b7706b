package io.jenkins.plugins.aks.registry;

import static io.jenkins.plugins.aks.registry.FakeRegistry.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryTest {
    private static final String IMAGE = "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"layers\":[]}";

    private final FakeRegistry fake = new FakeRegistry();

    private void image(String body, String... headers) {
        fake.answer(200, body, headers);
    }

    @Test
    void computesTheDigestOfWhatATagNames() throws Exception {
        image(IMAGE, "Content-Type", MediaTypes.OCI_MANIFEST, "Docker-Content-Digest", digest(IMAGE));
        Manifest manifest = fake.app().require("v1");
        assertThat(manifest.descriptor())
                .isEqualTo(Descriptor.of(MediaTypes.OCI_MANIFEST, digest(IMAGE), IMAGE.length()));
        assertThat(fake.http.last().headers().get("accept"))
                .contains(
                        MediaTypes.OCI_MANIFEST,
                        MediaTypes.OCI_INDEX,
                        MediaTypes.DOCKER_LIST,
                        MediaTypes.DOCKER_MANIFEST);
    }

    @Test
    void refusesContentThatIsNotWhatItsDigestSays() {
        image(IMAGE + " ", "Content-Type", MediaTypes.OCI_MANIFEST);
        assertThatThrownBy(() -> fake.app().manifest(digest(IMAGE)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("expected " + digest(IMAGE) + ", found " + digest(IMAGE + " "));
    }

    @Test
    void refusesATagWhoseHeaderNamesOtherContent() {
        image(IMAGE, "Content-Type", MediaTypes.OCI_MANIFEST, "Docker-Content-Digest", digest("other"));
        assertThatThrownBy(() -> fake.app().manifest("v1")).hasMessageContaining("not what the digest says");
    }

    @ParameterizedTest
    @ValueSource(strings = {MediaTypes.OCI_INDEX, "text/html"})
    void refusesAnotherTypeThanTheManifestItselfSays(String type) {
        image(IMAGE, "Content-Type", type);
        assertThatThrownBy(() -> fake.app().manifest("v1")).hasMessageContaining("no manifest");
    }

    @Test
    void refusesAPageOfAProxy() {
        image("<html>", "Content-Type", "text/html");
        assertThatThrownBy(() -> fake.app().manifest("v1")).hasMessageContaining("content type 'text/html'");
    }

    @Test
    void tellsAbsentFromRefused() throws Exception {
        fake.answer(404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}");
        assertThat(fake.app().manifest("v1")).isEmpty();
        fake.answer(403, "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\"}]}");
        assertThatThrownBy(() -> fake.app().manifest("v1"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo("DENIED"));
        fake.answer(404, "{}");
        assertThatThrownBy(() -> fake.app().require("v1"))
                .hasMessageContaining("demo.azurecr.io/app:v1")
                .hasMessageContaining("no such image");
    }

    @Test
    void waitsAsLongAsTheRegistrySays() {
        fake.answer(429, "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\"}]}", "Retry-After", "7");
        assertThatThrownBy(() -> fake.app().manifest("v1")).isInstanceOfSatisfying(TransientException.class, e -> {
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(e.throttled()).isTrue();
        });
        fake.answer(500, "");
        assertThatThrownBy(() -> fake.app().manifest("v1")).isInstanceOf(TransientException.class);
    }

    @Test
    void readsNoMoreThanAllowed() {
        fake.answer(200, "12345");
        assertThatThrownBy(() -> fake.app().blobs().get(digest("12345"), 4))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("more than 4 bytes");
    }

    @Test
    void followsToWhereBlobsAreKeptWithoutTheToken() throws Exception {
        fake.challenge()
                .answer(200, "{\"token\":\"t\"}")
                .answer(307, "", "Location", "https://store.example/b?sig=s")
                .answer(200, "blob");
        assertThat(fake.app().blobs().get(digest("blob"), 100)).asString().isEqualTo("blob");
        assertThat(fake.http.last().url()).isEqualTo("https://store.example/b?sig=s");
        assertThat(fake.http.last().headers()).doesNotContainKey("authorization");
    }

    @Test
    void followsBlobsToHttpsOnly() {
        fake.answer(307, "", "Location", "http://store.example/b?sig=s");
        assertThatThrownBy(() -> fake.app().blobs().get(digest("blob"), 100))
                .hasMessageContaining("http://store.example/b")
                .hasMessageNotContaining("sig=");
    }

    @Test
    void refusesABlobWithOtherContent() {
        fake.answer(200, "other");
        assertThatThrownBy(() -> fake.app().blobs().get(digest("blob"), 100))
                .hasMessageContaining("not what the digest says");
    }

    @Test
    void uploadsWhatIsMissing() throws Exception {
        byte[] bytes = "blob".getBytes(StandardCharsets.UTF_8);
        fake.answer(404, "")
                .answer(202, "", "Location", "/v2/app/blobs/uploads/1?_state=x")
                .answer(201, "");
        Descriptor blob = fake.app().blobs().put("application/cose", bytes);
        assertThat(blob).isEqualTo(Descriptor.of("application/cose", digest("blob"), 4));
        assertThat(fake.http.lines())
                .containsExactly(
                        "HEAD /v2/app/blobs/" + digest("blob"),
                        "POST /v2/app/blobs/uploads/",
                        "PUT /v2/app/blobs/uploads/1?_state=x&digest="
                                + digest("blob").replace(":", "%3A"));
        assertThat(fake.gate.writes())
                .containsExactly(new WriteGate.Write("PUT", "demo.azurecr.io/app blob " + digest("blob")));
        fake.answer(200, "");
        fake.app().blobs().put("application/cose", bytes);
        assertThat(fake.gate.writes()).hasSize(1);
    }

    @Test
    void uploadsToTheRegistryItselfOnly() {
        fake.answer(404, "").answer(202, "", "Location", "http://demo.azurecr.io/v2/app/blobs/uploads/1");
        assertThatThrownBy(() -> fake.app().blobs().put("application/cose", new byte[1]))
                .hasMessageContaining("sends to another address");
        assertThat(fake.http.asked()).hasSize(2);
    }

    @Test
    void mountsFromAnotherRepository() throws Exception {
        fake.answer(201, "").answer(202, "");
        assertThat(fake.app().blobs().mount(digest("b"), "team/base")).isTrue();
        assertThat(fake.app().blobs().mount(digest("b"), "team/base")).isFalse();
        assertThat(fake.http.last().url()).endsWith("?mount=" + digest("b").replace(":", "%3A") + "&from=team%2Fbase");
    }

    @Test
    void tellsWhetherTheRegistryListsReferrers() throws Exception {
        Manifest manifest = Manifest.of(MediaTypes.OCI_MANIFEST, IMAGE.getBytes(StandardCharsets.UTF_8));
        fake.answer(201, "", "OCI-Subject", digest("image")).answer(201, "");
        assertThat(fake.app().put(manifest.digest(), manifest)).isTrue();
        assertThat(fake.app().put("v1", manifest)).isFalse();
        assertThat(fake.gate.writes())
                .containsExactly(
                        new WriteGate.Write("PUT", "demo.azurecr.io/app@" + digest(IMAGE)),
                        new WriteGate.Write("PUT", "demo.azurecr.io/app:v1"));
    }

    @Test
    void noticesThatTheRegistryStoredSomethingElse() {
        Manifest manifest = Manifest.of(MediaTypes.OCI_MANIFEST, IMAGE.getBytes(StandardCharsets.UTF_8));
        fake.answer(201, "", "Docker-Content-Digest", digest("other"));
        assertThatThrownBy(() -> fake.app().put("v1", manifest)).hasMessageContaining("stored " + digest("other"));
    }

    @Test
    void deletesWhatIsThere() throws Exception {
        fake.answer(202, "").answer(404, "").answer(405, "{\"errors\":[{\"code\":\"UNSUPPORTED\"}]}");
        assertThat(fake.app().delete(digest(IMAGE))).isTrue();
        assertThat(fake.app().delete(digest(IMAGE))).isFalse();
        assertThatThrownBy(() -> fake.app().delete(digest(IMAGE))).hasMessageContaining("does not allow");
    }
}
