package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeshInjectTest extends MeshClusterBase {
    private static final String BUDGET =
            """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: queue, namespace: pets}
            spec:
              minAvailable: 1
              selector: {matchLabels: {app: rabbitmq}}
            """;

    private static String deployment(String name, String template) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s, namespace: pets}
            spec:
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata: {labels: {app: %1$s}%2$s}
                spec:
                  containers: [{name: main, image: 'busybox:1.37', command: [sleep, '3600']}]
            """
                .formatted(name, template);
    }

    private void ready() throws Exception {
        run(new EnableMeshStep());
        store();
    }

    private List<String> restarts() {
        return session.log.stream()
                .filter(line -> line.startsWith("restarting "))
                .toList();
    }

    @Test
    void everyPodOfTheStoreGetsAProxyAndASecondRunWritesNothing() throws Exception {
        ready();
        Map<String, Object> first = run(inject("pets"));
        int writes = written();
        Map<String, Object> second = run(inject("pets"));

        assertThat(first)
                .containsEntry("injected", true)
                .containsEntry("revision", shown(ISTIO + "/revisions/0"))
                .containsEntry("complete", true)
                .containsEntry("without", List.of())
                .containsEntry("changed", true);
        assertThat(label("pets")).isEqualTo(first.get("revision"));
        assertThat(pods("pets")).isNotEmpty().allMatch(ProxyWish::hasProxy).allMatch(ProxyWish::isProxyReady);
        assertThat((List<?>) first.get("pods")).hasSameSizeAs(pods("pets"));
        assertThat(second).containsEntry("changed", false).containsEntry("pods", first.get("pods"));
        assertThat(written()).isEqualTo(writes);
    }

    @Test
    void whatOthersLeanOnIsRestartedFirstAndEachOnlyOnceTheOneBeforeIsReady() throws Exception {
        ready();
        run(inject("pets"));

        assertThat(restarts())
                .containsExactly(
                        "restarting StatefulSet pets/rabbitmq",
                        "restarting Deployment pets/order-service",
                        "restarting Deployment pets/product-service",
                        "restarting Deployment pets/store-front");
        List<String> asked = kubernetesWrites();
        assertThat(asked.subList(asked.size() - 5, asked.size()))
                .as("the label before any restart")
                .first()
                .asString()
                .endsWith("/api/v1/namespaces/pets");
    }

    @Test
    void killedAnywhereEachThingIsSentOnce() throws Exception {
        ready();
        int before = kubernetesWrites().size();

        session.runDying(operation(inject("pets")));

        List<String> sent =
                kubernetesWrites().subList(before, kubernetesWrites().size());
        assertThat(sent).hasSize(5).doesNotHaveDuplicates();
        assertThat(run(inject("pets"))).containsEntry("changed", false);
    }

    @Test
    void takenOutOfTheMeshPodsHaveNoProxyAnyMore() throws Exception {
        ready();
        run(inject("pets"));
        kubeApply(
                "{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: pets-default, namespace:"
                        + " pets}, spec: {mtls: {mode: STRICT}}}");
        assertThat(session.log).noneMatch(line -> line.startsWith("WARNING"));
        MeshInjectStep out = inject("pets");
        out.setState("off");

        assertThat(run(out))
                .containsEntry("injected", false)
                .containsEntry("complete", true)
                .containsEntry("changed", true);
        assertThat(label("pets")).isEmpty();
        assertThat(pods("pets")).noneMatch(ProxyWish::hasProxy);
        assertThat(session.log)
                .anyMatch(line -> line.startsWith("WARNING: namespace pets takes nothing but the mesh's"));
        assertThat(run(out)).containsEntry("changed", false);
    }

    @Test
    void aNamespaceWithTwoKindsOfLabelsIsRefusedAndNothingIsTouched() throws Exception {
        ready();
        kubeApply("{apiVersion: v1, kind: Namespace, metadata: {name: pets, labels: {istio-injection: enabled,"
                + " istio.io/rev: asm-1-29}}}");

        untouched(
                inject("pets"),
                "TwoLabels",
                "istio-injection=enabled beside istio.io/rev=asm-1-29",
                "istio-injection-");
    }

    @Test
    void aLabelOfARevisionThatIsGoneIsToldAndReplacedOnRequest() throws Exception {
        ready();
        kubeApply("{apiVersion: v1, kind: Namespace, metadata: {name: pets, labels: {istio.io/rev: asm-1-22}}}");
        String runs = shown(ISTIO + "/revisions/0");
        untouched(inject("pets"), "UnknownRevision", "istio.io/rev=asm-1-22", "revision: '" + runs + "'");

        MeshInjectStep named = inject("pets");
        named.setRevision(runs);
        assertThat(run(named)).containsEntry("complete", true);
        assertThat(label("pets")).isEqualTo(runs);

        MeshInjectStep unknown = inject("pets");
        unknown.setRevision("asm-1-99");
        assertThatThrownBy(() -> run(unknown))
                .hasMessageContaining(
                        "revision: 'asm-1-99' was given; allowed: those that cluster demo runs: [" + runs);
    }

    @Test
    void ofTwoRevisionsTheNewerOneIsMeantAndPodsGoFromOneToTheOther() throws Exception {
        EnableMeshStep older = new EnableMeshStep();
        older.setRevision("asm-1-28");
        run(older);
        store();
        assertThat(run(inject("pets"))).containsEntry("revision", "asm-1-28");
        cloud.put(
                clusterId(),
                SimulatedCloud.AKS,
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{'serviceMeshProfile':"
                        + "{'mode':'Istio','istio':{'revisions':['asm-1-28','asm-1-29']}}}}");
        run(new EnableMeshStep());

        assertThat(run(inject("pets"))).containsEntry("revision", "asm-1-29").containsEntry("changed", true);
        assertThat(label("pets")).isEqualTo("asm-1-29");
        assertThat(pods("pets")).allMatch(new ProxyWish("asm-1-29")::isMet);
        MeshInjectStep back = inject("pets");
        back.setRevision("asm-1-28");
        assertThat(run(back)).containsEntry("complete", true).containsEntry("changed", true);
        assertThat(pods("pets")).noneMatch(new ProxyWish("asm-1-29")::isMet);
    }

    @Test
    void withoutAMeshOrANamespaceNothingIsDone() throws Exception {
        store();
        untouched(inject("pets"), "MeshOff", "cluster demo has no mesh", "enableMesh");
        run(new EnableMeshStep());
        assertThatThrownBy(() -> run(inject("dogs"))).hasMessageContaining("namespaces: 'dogs' was given");
    }

    @Test
    void aBudgetThatForbidsTheRestartIsFoundBeforeAnythingIsTouched() throws Exception {
        ready();
        kubeApply(BUDGET);
        cloud.pass(java.time.Duration.ofMinutes(1));
        untouched(
                inject("pets"),
                "DisruptionNotAllowed",
                "PodDisruptionBudget pets/queue allows no disruption",
                "a restart of StatefulSet pets/rabbitmq takes a pod down");

        MeshInjectStep all = inject("pets");
        all.setIgnoreBudgets(true);
        assertThat(run(all)).containsEntry("complete", true);
    }

    @Test
    void aWorkloadThatDoesNotComeUpIsNamedAndThoseAfterItAreLeft() throws Exception {
        ready();
        // No room for the pod that a Deployment makes before it ends the old one.
        kubeApply("{apiVersion: v1, kind: ResourceQuota, metadata: {name: tight, namespace: pets}, spec: {hard:"
                + " {pods: '4'}}}");
        cloud.pass(java.time.Duration.ofMinutes(2));
        MeshInjectStep step = inject("pets");
        step.setWorkloadWait("2m");

        assertThatThrownBy(() -> run(step))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "WorkloadNotReady"))
                .hasMessageContaining("Deployment pets/")
                .hasMessageContaining("exceeded quota")
                .hasMessageContaining("half in the mesh");
    }

    @Test
    void podsThatARestartDoesNotChangeAreNamedWithTheReason() throws Exception {
        ready();
        kubeApply(deployment("aside", ", annotations: {sidecar.istio.io/inject: 'false'}"));
        kubeApply(
                "{apiVersion: v1, kind: Pod, metadata: {name: alone, namespace: pets}, spec: {containers: [{name: main,"
                        + " image: 'busybox:1.37', command: [sleep, '3600']}]}}");
        kubeApply("{apiVersion: v1, kind: Pod, metadata: {name: host, namespace: pets}, spec: {hostNetwork: true,"
                + " containers: [{name: main, image: 'busybox:1.37', command: [sleep, '3600']}]}}");
        kubeApply(
                """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: manual, namespace: pets}
            spec:
              updateStrategy: {type: OnDelete}
              selector: {matchLabels: {app: manual}}
              template:
                metadata: {labels: {app: manual}}
                spec:
                  containers: [{name: main, image: 'busybox:1.37', command: [sleep, '3600']}]
            """);
        cloud.pass(java.time.Duration.ofMinutes(2));

        Map<String, Object> result = run(inject("pets"));

        assertThat(result).containsEntry("complete", false);
        assertThat(String.valueOf(result.get("without")))
                .contains("pod=pets/alone, reason=it is a pod of its own: delete it and make it again")
                .contains("pod=pets/host, reason=it is on the host's network")
                .contains("it asks to be left out: sidecar.istio.io/inject=false")
                .contains("its DaemonSet manual has the update strategy OnDelete: delete the pod");
        assertThat(restarts()).noneMatch(line -> line.contains("manual") || line.contains("aside"));
        JsonNode front = pods("pets").stream()
                .filter(pod -> pod.at("/metadata/labels/app").asText().equals("store-front"))
                .findFirst()
                .orElseThrow();
        assertThat(ProxyWish.hasProxy(front)).isTrue();
        assertThat(run(inject("pets"))).containsEntry("changed", false);
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        refused("namespaces: nothing was given", new MeshInjectStep(null));
        refused("namespaces: 'kube-system' was given", inject("kube-system"));
        refused("namespaces: 'aks-istio-system' was given", inject("pets", "aks-istio-system"));
        refused("namespaces: 'Pets' was given", inject("Pets"));
        MeshInjectStep state = inject("pets");
        state.setState("gone");
        refused("state: 'gone' was given", state);
        MeshInjectStep off = inject("pets");
        off.setState("off");
        off.setRevision("asm-1-29");
        refused("revision: 'asm-1-29' was given; allowed: nothing with state: 'off'", off);
        MeshInjectStep revision = inject("pets");
        revision.setRevision("latest");
        refused("revision: 'latest' was given", revision);
    }

    private void refused(String text, MeshInjectStep step) {
        assertThatThrownBy(() -> operation(step))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(text);
    }

    private void untouched(MeshInjectStep step, String code, String... texts) {
        int before = written();
        assertThatThrownBy(() -> run(step))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", code))
                .hasMessageContainingAll(texts);
        assertThat(written()).isEqualTo(before);
    }
}
