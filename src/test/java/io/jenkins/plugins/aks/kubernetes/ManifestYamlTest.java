package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestYamlTest {

    private static final String HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    private static List<ManifestObject> parse(String text) throws OperationException {
        return ManifestYaml.parse("k8s/a.yaml", text);
    }

    @Test
    void documentsAreKnownByTheirLine() throws Exception {
        List<ManifestObject> objects = parse("# first\n" + HEAD + "---\n\n---\n" + HEAD);

        assertThat(objects)
                .extracting(ManifestObject::toString)
                .containsExactly("ConfigMap a (k8s/a.yaml, line 2)", "ConfigMap a (k8s/a.yaml, line 8)");
    }

    @Test
    void jsonAndListsAreManifestsToo() throws Exception {
        assertThat(parse(
                        "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{\"apiVersion\":\"v1\",\"kind\":\"Secret\","
                                + "\"metadata\":{\"name\":\"s\",\"namespace\":\"n\"}}]}"))
                .extracting(ManifestObject::toString)
                .containsExactly("Secret n/s (k8s/a.yaml, line 1, item 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-01 | \"2026-01-01\"",
                "22:30 | \"22:30\"",
                "0644 | 420",
                "0x1F | 31",
                "1_000 | 1000",
                "1.5 | 1.5",
                "yes | true",
                "off | false",
                "~ | null",
                "'2' | \"2\"",
                "1.2.3 | \"1.2.3\"",
                "1e3 | 1000.0",
                "10Mi | \"10Mi\"",
                "0 | 0",
                "-7 | -7",
            },
            quoteCharacter = '`')
    void wordsAreWhatKubectlTakesThemFor(String word, String json) throws Exception {
        assertThat(parse(HEAD + "value: " + word).get(0).json().path("value")).hasToString(json);
    }

    @Test
    void whatOnlyTheServerSetsIsDropped() throws Exception {
        ManifestObject object = parse(
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, uid: u, resourceVersion: '7',"
                                + " creationTimestamp: null, managedFields: [], namespace: ''}\nstatus: {x: 1}")
                .get(0);

        assertThat(object.json())
                .hasToString("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}");
    }

    @Test
    void theTextOfASecretBecomesData() throws Exception {
        ManifestObject secret = parse(
                        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {x: eA==}\nstringData: {y: y}")
                .get(0);

        assertThat(secret.json().path("data")).hasToString("{\"x\":\"eA==\",\"y\":\"eQ==\"}");
        assertThat(secret.json().has("stringData")).isFalse();
        assertThat(secret).hasToString("Secret a (k8s/a.yaml, line 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "just text | is a string",
                "[1, 2] | is a array",
                "{kind: Pod, metadata: {name: a}} | apiVersion is missing",
                "{apiVersion: v1, metadata: {name: a}} | kind is missing",
                "{apiVersion: v1, kind: Pod} | metadata.name is missing",
                "{apiVersion: v1, kind: Pod, metadata: {name: 7}} | metadata.name is no text",
                "{apiVersion: v1, kind: Pod, metadata: {generateName: a-}} | metadata.generateName",
                "{a: 1, a: 2} | found duplicate key a",
                "{a: [} | no valid YAML",
                "{a: !!java.io.File x} | no valid YAML",
            },
            quoteCharacter = '`')
    void whatIsNoManifestIsNamedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(OperationException.class)
                .hasMessageStartingWith("k8s/a.yaml, line 1")
                .hasMessageContaining(message);
    }

    @Test
    void anErrorDoesNotShowTheText() {
        assertThatThrownBy(() -> parse("apiVersion: v1\nkind: Secret\ndata: {password: geheim\n  broken"))
                .isInstanceOf(OperationException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheim"));
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]\n"
                    .formatted(i, i, String.join(", ", java.util.Collections.nCopies(12, "*a" + (i - 1)))));
        }
        assertThatThrownBy(() -> parse(bomb.toString()))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("no valid YAML");
    }
}
