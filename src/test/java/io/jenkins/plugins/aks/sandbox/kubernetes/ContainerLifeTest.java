package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContainerLifeTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private ApiServer server;

    @BeforeEach
    void open() {
        server = new ApiServer();
        server.cluster(Manifests.POOL);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void pod(String name, String policy, String container) {
        server.post(
                PODS,
                "{apiVersion: v1, kind: Pod, metadata: {name: " + name + "}, spec: {restartPolicy: " + policy
                        + ", containers: [{name: main, " + container + "}]}}");
        server.settle();
    }

    private static String shell(String script) {
        return "image: busybox, command: [sh, -c, '" + script + "']";
    }

    private JsonNode container(String pod) {
        return server.get(PODS + "/" + pod).at("status", "containerStatuses").path(0);
    }

    private String log(String pod, String query) {
        return server.get(PODS + "/" + pod + "/log" + query).text("text");
    }

    @Test
    void aPodEndsWithItsProgramsExitCodeAndKeepsItsLog() {
        pod("once", "Never", shell("echo hi; exit 3"));

        assertThat(server.get(PODS + "/once").text("status", "phase")).isEqualTo("Failed");
        JsonNode ended = container("once").at("/state/terminated");
        assertThat(ended.path("exitCode").asInt()).isEqualTo(3);
        assertThat(ended.path("reason").asText()).isEqualTo("Error");
        assertThat(log("once", "")).isEqualTo("hi\n");
        assertThat(server.restarted().get(PODS + "/once/log").text("text")).isEqualTo("hi\n");
    }

    @Test
    void timePassesInSleep() {
        pod("slow", "Never", shell("sleep 120; echo done"));

        assertThat(server.get(PODS + "/slow").text("status", "phase")).isEqualTo("Running");
        assertThat(log("slow", "")).isEmpty();
        server.pass(Duration.ofMinutes(2));
        assertThat(server.get(PODS + "/slow").text("status", "phase")).isEqualTo("Succeeded");
        assertThat(log("slow", "")).isEqualTo("done\n");
    }

    @Test
    void aServiceThatEndsIsRestartedWithGrowingPauses() {
        pod("crash", "Always", shell("echo no; exit 1"));
        server.pass(Duration.ofMinutes(10));
        server.settle();

        JsonNode container = container("crash");
        assertThat(container.path("restartCount").asInt()).isGreaterThan(1);
        assertThat(container.at("/state/waiting/reason").asText()).isEqualTo("CrashLoopBackOff");
        assertThat(container.at("/state/waiting/message").asText()).contains("restarting failed container=main");
        assertThat(container.at("/lastState/terminated/exitCode").asInt()).isEqualTo(1);
        assertThat(log("crash", "?previous=true")).isEqualTo("no\n");
        assertThat(server.get(PODS + "/crash").text("status", "phase")).isEqualTo("Running");
    }

    @Test
    void aProgramThatTheImageDoesNotHaveCannotStart() {
        pod("wrong", "Never", "image: busybox, command: [serve]");

        JsonNode ended = container("wrong").at("/state/terminated");
        assertThat(ended.path("exitCode").asInt()).isEqualTo(128);
        assertThat(ended.path("reason").asText()).isEqualTo("StartError");
        assertThat(ended.path("message").asText()).contains("exec: \"serve\": executable file not found in $PATH");
    }

    @Test
    void logsAreCutAsAsked() {
        pod("lines", "Never", shell("echo one; sleep 10; echo two; echo three"));
        server.settle();

        assertThat(log("lines", "?tailLines=1")).isEqualTo("three\n");
        assertThat(log("lines", "?limitBytes=5")).isEqualTo("one\nt");
        assertThat(log("lines", "?timestamps=true&tailLines=1"))
                .matches("2026-01-05T10:\\d\\d:\\d\\d\\.\\d{9}Z three\n");
        assertThat(log("lines", "?sinceSeconds=1")).isEmpty();
        assertThat(server.get(PODS + "/lines/log?container=other").text("message"))
                .isEqualTo("container other is not valid for pod lines");
        assertThat(server.get(PODS + "/lines/log?sinceTime=yesterday").code()).isEqualTo(400);
    }

    @Test
    void aLoopWritesOnAndOn() {
        pod("loop", "Always", shell("while true; do echo tick; sleep 30; done"));
        server.pass(Duration.ofMinutes(5));

        assertThat(log("loop", "").lines().count()).isBetween(10L, 12L);
    }

    @Test
    void imagesWriteTheirOwnLog() {
        pod("web", "Always", "image: 'nginx:1.27'");

        assertThat(log("web", "")).contains("ready for start up");
    }
}
