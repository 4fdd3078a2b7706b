package io.jenkins.plugins.aks.lab;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A session over groups in memory, at a fixed time. */
final class LabSession implements AksSession {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final Map<String, String> OURS = Map.of("created-by", "aks-pipeline-steps", "build-url", "http://ci/7");

    final GroupsArm groups = new GroupsArm();
    final List<String> lines = new ArrayList<>();

    @Override
    public Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Override
    public Log log() {
        return lines::add;
    }

    @Override
    public WriteGate gate() {
        return WriteGate.open();
    }

    @Override
    public Cloud cloud() {
        return Cloud.PUBLIC;
    }

    @Override
    public String subscription() {
        return GroupsArm.SUBSCRIPTION;
    }

    @Override
    public Arm arm() {
        return groups;
    }

    @Override
    public KubernetesClient kubernetes(String clusterId) {
        throw new AssertionError("no cluster is needed here");
    }

    @Override
    public Map<String, String> tags() {
        return OURS;
    }
}
