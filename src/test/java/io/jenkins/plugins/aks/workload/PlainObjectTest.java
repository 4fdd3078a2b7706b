package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainObjectTest {

    private static final String SECRET_VALUE = "aHVudGVyMg==";

    @Test
    void hidesTheValuesOfASecretEverywhereTheyStand() throws Exception {
        Map<String, Object> plain = PlainObject.of(
                json(
                        """
                {"kind": "Secret", "metadata": {"name": "db", "annotations": {
                   "kubectl.kubernetes.io/last-applied-configuration": "{\\"data\\":{\\"password\\":\\"aHVudGVyMg==\\"}}"}},
                 "data": {"password": "aHVudGVyMg=="}, "stringData": {"other": "aHVudGVyMg=="}}
                """));

        assertThat(plain.toString()).doesNotContain(SECRET_VALUE);
        assertThat(plain).extractingByKey("data").isEqualTo(Map.of("password", PlainObject.HIDDEN));
    }

    @Test
    void keepsTheDataOfAConfigMap() throws Exception {
        Map<String, Object> plain = PlainObject.of(json("{\"kind\": \"ConfigMap\", \"data\": {\"mode\": \"fast\"}}"));

        assertThat(plain).extractingByKey("data").isEqualTo(Map.of("mode", "fast"));
    }

    @Test
    void leavesOutManagedFields() throws Exception {
        Map<String, Object> plain =
                PlainObject.of(json("{\"kind\": \"Pod\", \"metadata\": {\"name\": \"a\", \"managedFields\": [{}]}}"));

        assertThat(plain).extractingByKey("metadata").isEqualTo(Map.of("name", "a"));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
