package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeGetEventsTest {

    private final KubeGetKit kit = new KubeGetKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private String madeConfigMap(String name) throws Exception {
        kit.configMap("default", name, "{}");
        Map<String, Object> made =
                KubeGetKit.items(kit.get("cm", step -> step.setName(name))).get(0);
        return String.valueOf(((Map<?, ?>) made.get("metadata")).get("uid"));
    }

    private void event(String name, String subject, String uid, String reason, String times) {
        kit.server.post(
                "/api/v1/namespaces/default/events",
                "{apiVersion: v1, kind: Event, metadata: {name: " + name + "}, involvedObject: {kind: ConfigMap, name: "
                        + subject + ", namespace: default, uid: " + uid + "}, reason: " + reason + ", message: m-"
                        + reason
                        + ", type: Normal, " + times + "}");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> described(String name) throws Exception {
        Map<String, Object> result = kit.get("cm", step -> {
            step.setName(name);
            step.setDescribe(true);
        });
        return (List<Map<String, Object>>) KubeGetKit.items(result).get(0).get("events");
    }

    @Test
    void theEventsOfThatObjectOnlyOldestFirst() throws Exception {
        String uid = madeConfigMap("one");
        String other = madeConfigMap("two");
        event("a", "one", uid, "Third", "lastTimestamp: '2026-01-05T10:00:03Z', count: 4");
        event("b", "one", uid, "Second", "eventTime: '2026-01-05T10:00:02.500000Z'");
        event("c", "one", uid, "First", "lastTimestamp: '2026-01-05T10:00:02Z'");
        event("d", "two", other, "Other", "lastTimestamp: '2026-01-05T10:00:01Z'");
        event("e", "one", "0c7e6c6e-0000-4000-8000-000000000000", "Earlier", "lastTimestamp: '2026-01-05T10:00:00Z'");

        List<Map<String, Object>> events = described("one");

        assertThat(events).extracting(event -> event.get("reason")).containsExactly("First", "Second", "Third");
        assertThat(events.get(2))
                .containsEntry("type", "Normal")
                .containsEntry("message", "m-Third")
                .containsEntry("count", 4)
                .containsEntry("time", "2026-01-05T10:00:03Z");
        assertThat(kit.session.lines)
                .contains("Events of ConfigMap one:", "  2026-01-05T10:00:02Z  Normal  First  m-First");
    }

    @Test
    void noEventsAreSaid() throws Exception {
        madeConfigMap("one");

        assertThat(described("one")).isEmpty();
        assertThat(kit.session.lines).contains("Events of ConfigMap one: none");
    }

    @Test
    void withoutDescribeThereAreNone() throws Exception {
        madeConfigMap("one");

        assertThat(KubeGetKit.items(kit.get("cm", step -> step.setName("one"))).get(0))
                .doesNotContainKey("events");
    }

    @Test
    void aNodesEventsAreFoundByItsName() throws Exception {
        kit.server.cluster("{name: user, properties: {count: 1, mode: User, vmSize: Standard_D2s_v5}}");
        String node = KubeGetKit.names(kit.get("nodes")).get(0);
        kit.server.post(
                "/api/v1/namespaces/default/events",
                "{apiVersion: v1, kind: Event, metadata: {name: n}, involvedObject: {kind: Node, name: " + node
                        + ", uid: " + node
                        + "}, reason: Rebooted, message: m, type: Warning, lastTimestamp: '2026-01-05T10:00:03Z'}");

        Map<String, Object> result = kit.get("nodes", step -> step.setDescribe(true));

        assertThat((List<?>) KubeGetKit.items(result).get(0).get("events"))
                .anySatisfy(event -> assertThat(event).extracting("reason").isEqualTo("Rebooted"));
    }
}
