package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trust policy documents: what is refused, which statement applies, what a level enforces. */
class TrustPolicyTest {
    private static final String GOOD = TestSigner.STRICT.replaceAll("\\s*\n\\s*", "");

    static Stream<Arguments> broken() {
        return Stream.of(
                change("\"1.0\"", "\"2.0\"", "unsupported version \"2.0\""),
                change("\"version\":\"1.0\",", "", "empty version"),
                change("{\"version\"", "[{\"version\"", "malformed trust policy"),
                change("\"trustPolicies\":[", "\"other\":[", "zero trust policy statements"),
                change("\"name\":\"all\"", "\"name\":\"\"", "missing a name"),
                change("\"name\":\"all\",", "", "missing a name"),
                change("\"name\":\"all\"", "\"name\":1", "name is not text"),
                change("[\"*\"],\"sig", "[],\"sig", "zero registry scopes"),
                change("[\"*\"],\"sig", "\"*\",\"sig", "registryScopes is not a list"),
                change("[\"*\"],\"sig", "[\"*\",\"a.io/b\"],\"sig", "wildcard scope"),
                change("[\"*\"],\"sig", "[\"a.io/*\"],\"sig", "with wild card(s)"),
                change("[\"*\"],\"sig", "[\"a.io\"],\"sig", "is not valid"),
                change("[\"*\"],\"sig", "[\"https://a.io/b\"],\"sig", "is not valid"),
                change("[\"*\"],\"sig", "[\"a.io/b:v1\"],\"sig", "is not valid"),
                change("[\"*\"],\"sig", "[\"a.io/B\"],\"sig", "is not valid"),
                change("[\"*\"],\"sig", "[\"a.io/b\",\"a.io/b\"],\"sig", "multiple trust policy statements"),
                change("strict", "Strict", "invalid signature verification level \"Strict\""),
                change("\"level\":\"strict\"", "", "level is empty or missing"),
                change("\"strict\"", "\"skip\"", "remove them if signature verification needs to be skipped"),
                change("\"strict\"", "\"strict\",\"verifyTimestamp\":\"never\"", "verifyTimestamp must be"),
                change("\"strict\"", "\"strict\",\"override\":{\"integrity\":\"log\"}", "can not be overridden"),
                change("\"strict\"", "\"strict\",\"override\":{\"expiry\":\"skip\"}", "can not be skipped"),
                change("\"strict\"", "\"strict\",\"override\":{\"expiry\":\"warn\"}", "\"warn\""),
                change("\"strict\"", "\"strict\",\"override\":{\"time\":\"log\"}", "\"time\""),
                change("\"strict\"", "\"skip\",\"override\":{\"expiry\":\"log\"}", "can't be used to customize"),
                change("[\"ca:test\"]", "[]", "missing trust stores or trusted identities"),
                change("[\"ca:test\"]", "[\"test\"]", "malformed trust store value"),
                change("[\"ca:test\"]", "[\"CA:test\"]", "unsupported trust store type"),
                change("[\"ca:test\"]", "[\"ca:te/st\"]", "unsupported trust store name"),
                change("[\"ca:test\"]", "[\"ca:\"]", "unsupported trust store name"),
                identities("", "missing trust stores or trusted identities"),
                identities("\"\"", "empty trusted identity"),
                identities("\"*\",\"x509.subject: C=US,ST=WA,O=x\"", "wildcard identity"),
                identities("\"C=US\"", "missing separator"),
                identities("\"x509.subject:\"", "without an identity value"),
                identities("\"x509.subject: C=US,ST=WA\"", "no mandatory RDN attribute for \\\"O\\\""),
                identities("\"x509.subject: C=US,ST=WA,O=x\",\"x509.subject: C=US,ST=WA,O=x,CN=y\"", "overlapping"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("broken")
    void aBrokenDocumentIsRefused(String old, String replacement, String problem) throws NotationException {
        assertThat(TrustPolicyDocument.parse(GOOD).statements()).hasSize(1);
        assertThat(GOOD).contains(old);
        assertThatThrownBy(() -> TrustPolicyDocument.parse(GOOD.replace(old, replacement)))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(problem.replace("\\", ""));
    }

    @Test
    void whatIsUnknownIsIgnored() throws NotationException {
        assertThat(TrustPolicyDocument.parse(GOOD.replace("{\"version\"", "{\"more\":[1],\"version\""))
                        .statements())
                .hasSize(1);
    }

    @Test
    void theStatementThatNamesTheRepositoryWins() throws NotationException {
        String two = GOOD.replace(
                "]}]}",
                "]},{\"name\":\"one\",\"registryScopes\":[\"registry.example.com:5000/net-monitor\"],"
                        + "\"signatureVerification\":{\"level\":\"skip\"}}]}");
        TrustPolicyDocument document = TrustPolicyDocument.parse(two);
        assertThat(document.applicable("registry.example.com:5000/net-monitor").name())
                .isEqualTo("one");
        for (String other : List.of("registry.example.com/net-monitor", "Registry.example.com:5000/net-monitor")) {
            assertThat(document.applicable(other).name()).isEqualTo("all");
        }
        TrustPolicyDocument narrow = TrustPolicyDocument.parse(GOOD.replace("\"*\"],\"sig", "\"a.io/b\"],\"sig"));
        assertThatThrownBy(() -> narrow.applicable("a.io/c")).hasMessageContaining("no applicable trust policy");
        assertThatThrownBy(() -> TrustPolicyDocument.parse(two.replace("\"one\"", "\"all\"")))
                .hasMessageContaining("use the same name");
    }

    @ParameterizedTest
    @CsvSource({
        "strict, enforce enforce enforce enforce enforce",
        "permissive, enforce enforce log log log",
        "audit, enforce log log log log",
        "skip, skip skip skip skip skip"
    })
    void levels(String name, String actions) throws NotationException {
        VerificationLevel level = VerificationLevel.of(name, Map.of());
        assertThat(Stream.of(CheckType.values())
                        .map(type -> level.action(type).id())
                        .toList())
                .isEqualTo(List.of(actions.split(" ")));
    }

    @Test
    void overridesChangeOneCheck() throws NotationException {
        String custom = GOOD.replace("\"strict\"", "\"strict\",\"override\":{\"revocation\":\"skip\"}");
        VerificationLevel level =
                TrustPolicyDocument.parse(custom).statements().get(0).level();
        assertThat(level.name()).isEqualTo("custom");
        assertThat(level.action(CheckType.REVOCATION)).isEqualTo(CheckAction.SKIP);
        assertThat(level.action(CheckType.EXPIRY)).isEqualTo(CheckAction.ENFORCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.io/b", "localhost:5000/a/b-c", "a-b.io/x_y/z.1__2--3", "local/layout"})
    void goodScopes(String scope) throws NotationException {
        RegistryScope.check(scope);
    }

    private static Arguments identities(String identities, String problem) {
        return change("\"trustedIdentities\":[\"*\"]", "\"trustedIdentities\":[" + identities + "]", problem);
    }

    private static Arguments change(String old, String replacement, String problem) {
        return Arguments.of(old, replacement, problem);
    }
}
