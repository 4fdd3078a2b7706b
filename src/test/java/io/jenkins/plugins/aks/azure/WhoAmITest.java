package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhoAmITest {

    @Test
    void anApplicationIsAServicePrincipal() throws Exception {
        assertThat(WhoAmI.of(token("{'oid':'o','tid':'t','appid':'a','idtyp':'app'}")))
                .isEqualTo(new WhoAmI("o", "t", "a", "ServicePrincipal"));
    }

    @Test
    void anybodyElseIsAUser() throws Exception {
        assertThat(WhoAmI.of(token("{'oid':'o','tid':'t','azp':'a','idtyp':'user'}")))
                .isEqualTo(new WhoAmI("o", "t", "a", "User"));
    }

    @Test
    void needsAnObjectId() {
        assertThatThrownBy(() -> WhoAmI.of(token("{'tid':'t'}"))).hasMessageContaining("'oid'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque-secret-token", "a.%%%.c", "a.bm90IGpzb24.c", ""})
    void neverQuotesATokenThatItCannotRead(String token) {
        assertThatThrownBy(() -> WhoAmI.of(token))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("no JWT")
                .hasNoCause();
    }

    private static String token(String claims) {
        byte[] bytes = claims.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + ".sig";
    }
}
