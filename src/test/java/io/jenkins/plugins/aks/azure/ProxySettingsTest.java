package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {
    private final ProxySettings proxy = new ProxySettings(
            "proxy.example",
            3128,
            "user",
            () -> "proxy-password",
            List.of("*.privatelink.example", ".corp", "127.0.0.1", ""));

    @ParameterizedTest
    @CsvSource({
        "management.azure.com, true",
        "a.privatelink.example, false",
        "A.PRIVATELINK.example, false",
        "privatelink.example, true",
        "x.corp, false",
        "corp, true",
        "127.0.0.1, false",
        "127x0y0z1, true"
    })
    void leavesOutTheHostsToReachDirectly(String host, boolean applies) {
        assertThat(proxy.appliesTo(host)).isEqualTo(applies);
    }

    @Test
    void isNamedWithoutItsPassword() {
        assertThat(proxy).hasToString("proxy proxy.example:3128");
        assertThat(ProxySettings.none()).hasToString("no proxy");
        assertThat(ProxySettings.none().appliesTo("management.azure.com")).isFalse();
    }
}
