package io.jenkins.plugins.aks.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    @Test
    void readsTheOneOfAzure() {
        String realm = "https://demo.azurecr.io/oauth2/token";
        String scope = "repository:app:pull,push";
        List<Challenge> all = Challenge.all(
                List.of("Bearer realm=\"" + realm + "\",service=\"demo.azurecr.io\",scope=\"" + scope + "\""));
        assertThat(all)
                .containsExactly(new Challenge(
                        "bearer",
                        Map.of(
                                "realm", "https://demo.azurecr.io/oauth2/token",
                                "service", "demo.azurecr.io",
                                "scope", "repository:app:pull,push")));
    }

    @Test
    void readsSeveralInOneHeaderAndInSeveral() {
        List<Challenge> all = Challenge.all(List.of(
                "Negotiate, BASIC Realm=plain , Bearer realm = \"a \\\"quoted\\\" one\"", "Digest nonce=\"x\""));
        assertThat(all)
                .containsExactly(
                        new Challenge("negotiate", Map.of()),
                        new Challenge("basic", Map.of("realm", "plain")),
                        new Challenge("bearer", Map.of("realm", "a \"quoted\" one")),
                        new Challenge("digest", Map.of("nonce", "x")));
        assertThat(Challenge.of("basic", all)).isPresent();
        assertThat(Challenge.of("hoba", all)).isEmpty();
    }

    @Test
    void makesNothingOfNonsense() {
        assertThat(Challenge.all(List.of("", "realm=\"x\"", "\"\"\"", "=,=,="))).isEmpty();
    }
}
