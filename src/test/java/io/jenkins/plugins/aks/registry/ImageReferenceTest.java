package io.jenkins.plugins.aks.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "demo.azurecr.io/net-monitor:v1, demo.azurecr.io, net-monitor, v1",
        "demo.azurecr.io/team/net-monitor, demo.azurecr.io, team/net-monitor, ''",
        "127.0.0.1:5000/a/b_c:1.2-3, 127.0.0.1:5000, a/b_c, 1.2-3",
        "localhost/app:x, localhost, app, x",
        "localhost:5000/app, localhost:5000, app, ''",
        "'[::1]:5000/app:x', '[::1]:5000', app, x",
        "busybox, docker.io, library/busybox, ''",
        "busybox:1.36, docker.io, library/busybox, 1.36",
        "curlimages/curl, docker.io, curlimages/curl, ''",
        "index.docker.io/busybox:1, docker.io, library/busybox, 1",
        "docker.io/team/app, docker.io, team/app, ''",
    })
    void takesNamesApart(String text, String registry, String repository, String tag) throws Exception {
        ImageReference image = ImageReference.parse("image", text);
        assertThat(image).isEqualTo(new ImageReference(registry, repository, tag, ""));
        assertThat(ImageReference.parse("image", image.toString())).isEqualTo(image);
    }

    @Test
    void keepsTagAndDigest() throws Exception {
        ImageReference image = ImageReference.parse("image", "demo.azurecr.io/app:v1@sha256:" + HEX);
        assertThat(image.tag()).isEqualTo("v1");
        assertThat(image.digest()).isEqualTo("sha256:" + HEX);
        assertThat(image.reference()).isEqualTo("sha256:" + HEX);
        assertThat(image.pinned("sha256:" + HEX)).hasToString("demo.azurecr.io/app@sha256:" + HEX);
    }

    @Test
    void asksForTheTagElseForLatest() throws Exception {
        assertThat(ImageReference.parse("image", "busybox:1").reference()).isEqualTo("1");
        assertThat(ImageReference.parse("image", "busybox").reference()).isEqualTo("latest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://demo.azurecr.io/app",
                "demo.azurecr.io/App",
                "demo.azurecr.io/",
                "demo.azurecr.io/a//b",
                "demo.azurecr.io/a/../b",
                "demo.azurecr.io/app:",
                "demo.azurecr.io/app:v1:v2",
                "demo.azurecr.io/app:-v1",
                "demo.azurecr.io/app@",
                "demo.azurecr.io/app@sha256:12",
                "demo.azurecr.io/app@md5:0123456789abcdef0123456789abcdef",
                "demo.azurecr.io/app@sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                "demo.azurecr.io/a b",
                "demo_azurecr.io/app",
                "demo.azurecr.io:port/app",
                "user@demo.azurecr.io/app",
            })
    void refusesWhatIsNoName(String text) {
        assertThatThrownBy(() -> ImageReference.parse("image", text))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("image: ");
    }

    @Test
    void refusesATooLongRepository() {
        assertThatThrownBy(() -> ImageReference.parse("image", "demo.azurecr.io/" + "a".repeat(256)))
                .isInstanceOf(InvalidParameterException.class);
    }
}
