package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Twenty workloads that all reach each other but for one that a policy shuts: 400 connections, 800 probes. */
class LargeMatrixTest {
    private static final int SIZE = 20;

    @Test
    void eachOfFourHundredConnectionsHasItsVerdict() throws Exception {
        try (NetworkKit kit = new NetworkKit()) {
            List<String> names = new ArrayList<>();
            List<String> targets = new ArrayList<>();
            for (int i = 0; i < SIZE; i++) {
                String name = "app-" + (char) ('a' + i);
                names.add(name);
                targets.add(name + ":80");
                kit.server.post(
                        "/apis/apps/v1/namespaces/pets/deployments",
                        Manifests.deployment(name, 1, "alpine/nginx:alpine"));
                kit.server.post("/api/v1/namespaces/pets/services", Manifests.service(name, ""));
            }
            kit.server.settle();
            kit.server.faster(100);
            kit.apply(
                    step -> step.setYaml("{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: shut},"
                            + " spec: {endpointSelector: {matchLabels: {app: app-a}}, ingress: [{}]}}"));
            Map<String, Object> open = NetworkKit.row(names, targets.subList(1, SIZE), "allow");
            Map<String, Object> shut = NetworkKit.row(names, "app-a:80", "deny");

            Instant began = Instant.now();
            Map<String, Object> result =
                    kit.check(NetworkKit.check(List.of(open, shut), step -> step.setWithin("5m")), new MemoryJournal());

            // Not asserted, for the machine may be busy: the log of the tests has the figure.
            System.getLogger(LargeMatrixTest.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "400 connections in "
                                    + Duration.between(began, Instant.now()).toMillis() + " ms");
            assertThat(NetworkKit.unmet(result)).isEmpty();
            assertThat(result).containsEntry("total", SIZE * SIZE).containsEntry("passed", true);
            assertThat(kit.server.asked().stream().filter(request -> request.contains("/exec")))
                    .hasSize(2 * SIZE * SIZE);
        }
    }
}
