package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper()
                .enable(com.fasterxml.jackson.core.JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES)
                .readTree(text.replace('\'', '"'));
    }

    private static String seen(Readiness readiness, String object) throws Exception {
        ReadyState state = readiness.of(json(object));
        return state.phase() + (state.text().isEmpty() ? "" : " " + state.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{metadata:{generation:2}, status:{observedGeneration:1}} | WAITING the change to be seen by its controller",
                "{metadata:{generation:1}, spec:{replicas:3}, status:{observedGeneration:1, updatedReplicas:1}} | WAITING 1 of 3 replicas updated",
                "{spec:{replicas:2}, status:{observedGeneration:1, updatedReplicas:2, replicas:3}} | WAITING 1 old replicas to end",
                "{spec:{replicas:2}, status:{observedGeneration:1, updatedReplicas:2, replicas:2, availableReplicas:1}} | WAITING 1 of 2 replicas available",
                "{spec:{replicas:2}, status:{observedGeneration:1, updatedReplicas:2, replicas:2, availableReplicas:2}} | READY",
                "{spec:{replicas:0}, status:{observedGeneration:1}} | READY",
                "{spec:{replicas:1}, status:{observedGeneration:1, conditions:[{type:'Progressing', status:'False', reason:'ProgressDeadlineExceeded', message:'timed out'}]}} | FAILED ProgressDeadlineExceeded: timed out",
            })
    void deployments(String object, String expected) throws Exception {
        assertThat(seen(new DeploymentReadiness(), object)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{spec:{replicas:2}, status:{observedGeneration:1, readyReplicas:1}} | WAITING 1 of 2 replicas ready",
                "{spec:{replicas:2}, status:{observedGeneration:1, readyReplicas:2, updatedReplicas:1, currentRevision:'a', updateRevision:'b'}} | WAITING 1 of 2 replicas updated",
                "{spec:{replicas:2, updateStrategy:{type:'OnDelete'}}, status:{observedGeneration:1, readyReplicas:2, currentRevision:'a', updateRevision:'b'}} | READY",
                "{spec:{replicas:3, updateStrategy:{rollingUpdate:{partition:2}}}, status:{observedGeneration:1, readyReplicas:3, updatedReplicas:1, currentRevision:'a', updateRevision:'b'}} | READY",
                "{spec:{replicas:2}, status:{observedGeneration:1, readyReplicas:2, currentRevision:'b', updateRevision:'b'}} | READY",
            })
    void statefulSets(String object, String expected) throws Exception {
        assertThat(seen(new StatefulSetReadiness(), object)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{status:{observedGeneration:1, desiredNumberScheduled:3, updatedNumberScheduled:2}} | WAITING 2 of 3 pods updated",
                "{status:{observedGeneration:1, desiredNumberScheduled:3, updatedNumberScheduled:3, numberAvailable:2}} | WAITING 2 of 3 pods available",
                "{status:{observedGeneration:1, desiredNumberScheduled:3, updatedNumberScheduled:3, numberAvailable:3}} | READY",
                "{status:{observedGeneration:1}} | READY",
            })
    void daemonSets(String object, String expected) throws Exception {
        assertThat(seen(new DaemonSetReadiness(), object)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{spec:{completions:2}, status:{succeeded:1}} | WAITING 1 of 2 completions",
                "{status:{conditions:[{type:'Complete', status:'True'}]}} | READY",
                "{spec:{suspend:true}} | READY",
                "{status:{conditions:[{type:'Failed', status:'True', reason:'BackoffLimitExceeded'}]}} | FAILED BackoffLimitExceeded",
            })
    void jobs(String object, String expected) throws Exception {
        assertThat(seen(new JobReadiness(), object)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{status:{phase:'Running', conditions:[{type:'Ready', status:'True'}]}} | READY",
                "{status:{phase:'Succeeded'}} | READY",
                "{} | WAITING not yet seen",
                "{status:{phase:'Pending', conditions:[{type:'PodScheduled', status:'False', message:'0/3 nodes are available'}]}} | WAITING Pending: not scheduled: 0/3 nodes are available",
                "{status:{phase:'Pending', containerStatuses:[{name:'main', state:{waiting:{reason:'ContainerCreating'}}}]}} | WAITING Pending",
                "{status:{phase:'Pending', containerStatuses:[{name:'main', state:{waiting:{reason:'ImagePullBackOff', message:'Back-off pulling image x'}}}]}} | WAITING Pending: container main: ImagePullBackOff: Back-off pulling image x",
                "{status:{phase:'Running', containerStatuses:[{name:'main', state:{waiting:{reason:'CrashLoopBackOff'}}, lastState:{terminated:{exitCode:3, reason:'Error'}}}]}} | WAITING Running: container main: CrashLoopBackOff, last time it ended with exit code 3",
                "{status:{phase:'Running', containerStatuses:[{name:'main', ready:false, state:{running:{}}}]}} | WAITING Running: container main: running, and not ready",
                "{status:{phase:'Pending', initContainerStatuses:[{name:'wait', state:{running:{}}}]}} | WAITING Pending: init container wait: still running",
                "{status:{phase:'Failed', containerStatuses:[{name:'main', state:{terminated:{exitCode:137, reason:'OOMKilled'}}}]}} | FAILED the pod failed: container main: it ended with exit code 137 (OOMKilled)",
                "{status:{phase:'Failed', reason:'Evicted', message:'low on memory'}} | FAILED the pod failed: Evicted: low on memory",
            })
    void pods(String object, String expected) throws Exception {
        assertThat(seen(new PodReadiness(), object)).isEqualTo(expected);
    }

    @Test
    void services() throws Exception {
        ServiceReadiness services = new ServiceReadiness();
        assertThat(seen(services, "{spec:{type:'ClusterIP'}}")).isEqualTo("READY");
        assertThat(seen(services, "{spec:{type:'LoadBalancer'}}")).isEqualTo("WAITING an external address");
        assertThat(seen(services, "{spec:{type:'LoadBalancer'}, status:{loadBalancer:{ingress:[{ip:'20.1.2.3'}]}}}"))
                .isEqualTo("READY");
        assertThat(ServiceReadiness.address(json("{status:{loadBalancer:{ingress:[{hostname:'lb.example'}]}}}")))
                .isEqualTo("lb.example");
    }

    @Test
    void conditions() throws Exception {
        String denied = "{status:{conditions:[{type:'Ready', status:'False', reason:'NoAgent', message:'none runs'}]}}";
        assertThat(seen(ConditionReadiness.USUAL, denied)).isEqualTo("WAITING condition Ready (NoAgent: none runs)");
        assertThat(seen(ConditionReadiness.USUAL, "{}")).isEqualTo("READY");
        ConditionReadiness established = new ConditionReadiness(true, "Established");
        assertThat(seen(established, "{}")).isEqualTo("WAITING condition Established");
        assertThat(seen(established, "{status:{conditions:[{type:'Established', status:'True'}]}}"))
                .isEqualTo("READY");
    }

    @Test
    void claimsWaitForNoPod() throws Exception {
        assertThat(seen(new VolumeClaimReadiness(), "{status:{phase:'Pending'}}"))
                .isEqualTo("READY");
        assertThat(seen(new VolumeClaimReadiness(), "{status:{phase:'Lost'}}"))
                .isEqualTo("FAILED the volume of the claim is lost");
    }
}
