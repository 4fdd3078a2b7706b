package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeReadinessTest {
    private static final String TAINT = "CriticalAddonsOnly=true:NoSchedule";
    private final NodeReadiness wanted = new NodeReadiness("system", 2, 2, List.of(TAINT), Map.of("team", "a"));

    @Test
    void isReadyWithAllNodesAsWanted() {
        Readiness readiness =
                wanted.judge(List.of(good("n1").build(), good("n2").build()));
        assertThat(readiness.ready()).isTrue();
        assertThat(readiness.waitingFor()).isEmpty();
        assertThat(readiness.seen()).containsExactly("n1: as wanted", "n2: as wanted");
    }

    @Test
    void countsNodes() {
        assertThat(wanted.judge(List.of()).waitingFor()).isEqualTo("node pool system: 0 of 2 nodes as wanted");
        List<Node> three =
                List.of(good("a").build(), good("b").build(), good("c").build());
        assertThat(wanted.judge(three).waitingFor()).isEqualTo("node pool system: 3 of 2 nodes as wanted, 3 exist");
        NodeReadiness range = new NodeReadiness("system", 1, 3, null, Map.of());
        assertThat(range.judge(three).ready()).isTrue();
        assertThat(range.judge(List.of()).waitingFor()).contains("0 of 1 to 3");
    }

    @Test
    void saysWhyANodeIsNotReady() {
        Node starting = good("n2")
                .editStatus()
                .withConditions()
                .addNewCondition()
                .withType("Ready")
                .withStatus("False")
                .withReason("KubeletNotReady")
                .withMessage("CNI missing")
                .endCondition()
                .endStatus()
                .build();
        Node silent = good("n3").withStatus(null).build();
        assertThat(wanted.judge(List.of(good("n1").build(), starting)).waitingFor())
                .isEqualTo("node pool system: 1 of 2 nodes as wanted; n2 is not Ready: KubeletNotReady (CNI missing)");
        assertThat(wanted.judge(List.of(good("n1").build(), silent)).seen()).contains("n3: reports no condition yet");
    }

    @Test
    void comparesTaintsExactlyButNotThoseOfKubernetesItself() {
        Node bare = good("n1").editSpec().withTaints().endSpec().build();
        Node more = good("n2")
                .editSpec()
                .addNewTaint()
                .withKey("extra")
                .withEffect("NoExecute")
                .endTaint()
                .endSpec()
                .build();
        assertThat(wanted.judge(List.of(bare, more)).seen())
                .containsExactly(
                        "n1: has the taints [] instead of [" + TAINT + "]",
                        "n2: has the taints [" + TAINT + ", extra:NoExecute] instead of [" + TAINT + "]");
        Node pressed = good("n3")
                .editSpec()
                .addNewTaint()
                .withKey("node.kubernetes.io/disk-pressure")
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec()
                .build();
        assertThat(wanted.judge(List.of(good("n1").build(), pressed)).ready()).isTrue();
    }

    @Test
    void wantsLabels() {
        Node other =
                good("n2").editMetadata().addToLabels("team", "b").endMetadata().build();
        assertThat(wanted.judge(List.of(good("n1").build(), other)).waitingFor())
                .endsWith("n2 has no label team=a");
    }

    @Test
    void doesNotCountANodeThatIsBeingDeleted() {
        Node leaving = good("n2")
                .editMetadata()
                .withDeletionTimestamp("2026-11-22T10:00:00Z")
                .endMetadata()
                .build();
        assertThat(wanted.judge(List.of(good("n1").build(), leaving)).waitingFor())
                .endsWith("n2 is being deleted");
    }

    private static NodeBuilder good(String name) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of("team", "a"))
                .endMetadata()
                .withNewSpec()
                .addNewTaint()
                .withKey("CriticalAddonsOnly")
                .withValue("true")
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus();
    }
}
