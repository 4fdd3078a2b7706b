package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LoginTest {
    private static final TokenRequestContext ARM = new TokenRequestContext().addScopes("arm");
    private static final TokenRequestContext VAULT = new TokenRequestContext().addScopes("vault");

    private Instant now = ArmKit.NOW;
    private Duration life = Duration.ofHours(1);
    private int made;
    private final Login login = new Login("client secret of app", this::credential, clock());

    @Test
    void asksOncePerScope() {
        assertThat(token(ARM)).isEqualTo("arm1");
        assertThat(token(VAULT)).isEqualTo("vault2");
        assertThat(token(ARM)).isEqualTo("arm1");
        assertThat(login.getToken(ARM).block().getToken()).isEqualTo("arm1");
    }

    @Test
    void renewsFiveMinutesBeforeTheEnd() {
        token(ARM);
        now = now.plus(Duration.ofMinutes(54));
        assertThat(token(ARM)).isEqualTo("arm1");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(token(ARM)).isEqualTo("arm2");
    }

    @Test
    void usesAShortLivedTokenForHalfItsLife() {
        life = Duration.ofMinutes(6);
        token(ARM);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(token(ARM)).isEqualTo("arm1");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(token(ARM)).isEqualTo("arm2");
    }

    @Test
    void asksAgainWhereTheServiceWantsOtherClaims() {
        token(ARM);
        assertThat(token(new TokenRequestContext().addScopes("arm").setClaims("{}")))
                .isEqualTo("arm2");
    }

    @Test
    void namesItselfWhenItFails() {
        Login failing = new Login(
                "client secret of app",
                () -> request -> Mono.error(new IllegalArgumentException("no tenant given\nsecond line")),
                Clock.systemUTC());
        assertThatThrownBy(() -> failing.getTokenSync(ARM))
                .isInstanceOf(LoginFailure.class)
                .hasMessage("login with the client secret of app was refused: no tenant given. Check the credential's"
                        + " fields, and that the application may log in to this tenant.");
    }

    @Test
    void troubleThatTookLongIsToldToTheOthersAtOnce() {
        Login hanging = new Login("client secret of app", this::silent, clock());
        assertThatThrownBy(() -> hanging.getTokenSync(ARM)).hasMessageContaining("connection failed");
        assertThatThrownBy(() -> hanging.getTokenSync(VAULT)).hasMessageContaining("connection failed");
        assertThat(made).isEqualTo(1);
        now = now.plusSeconds(60);
        assertThatThrownBy(() -> hanging.getTokenSync(ARM)).isInstanceOf(LoginFailure.class);
        assertThat(made).isEqualTo(2);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private TokenCredential silent() {
        made++;
        return request -> {
            now = now.plusSeconds(60);
            return Mono.error(new UncheckedIOException(new IOException("no answer")));
        };
    }

    private String token(TokenRequestContext request) {
        return login.getTokenSync(request).getToken();
    }

    private TokenCredential credential() {
        made++;
        return request -> Mono.just(new AccessToken(
                request.getScopes().get(0) + made, now.plus(life).atOffset(ZoneOffset.UTC)));
    }
}
