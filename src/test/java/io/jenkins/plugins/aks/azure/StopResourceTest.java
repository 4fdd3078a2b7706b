package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.CLUSTER;
import static io.jenkins.plugins.aks.azure.ArmKit.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.operation.WriteGate.Write;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopResourceTest {
    private static final String CREATING = "{'properties':{'provisioningState':'Creating'}}";
    private static final String CANCELED = "{'properties':{'provisioningState':'Canceled'}}";

    private final ArmKit kit = new ArmKit();

    @Test
    void leavesAloneWhatWasNotWritten() throws Exception {
        assertThat(stop(OnAbort.DELETE)).isEqualTo(left("cluster demo was not changed"));
        assertThat(kit.http.asked()).isEmpty();
    }

    @Test
    void asksAksOnceToAbortAndWaitsForTheEnd() throws Exception {
        wrote(false);
        kit.answer(200, CREATING)
                .answer(202, "")
                .answer(200, CREATING, "Retry-After", "6")
                .answer(200, CANCELED);
        assertThat(stop(OnAbort.CANCEL)).isInstanceOf(Turn.Again.class);
        kit.restart();
        assertThat(stop(OnAbort.CANCEL))
                .isEqualTo(Turn.again(java.time.Duration.ofSeconds(6), "cluster demo: stopping, Creating"));
        assertThat(stop(OnAbort.CANCEL)).isEqualTo(left("cluster demo is Canceled"));
        assertThat(kit.gate.writes()).containsExactly(new Write("POST", CLUSTER + "/abort"));
    }

    @Test
    void detachesWithoutAWrite() throws Exception {
        wrote(true);
        kit.answer(200, CREATING);
        assertThat(stop(OnAbort.DETACH)).isEqualTo(left("cluster demo is Creating; the service goes on by itself"));
        assertThat(kit.gate.writes()).isEmpty();
    }

    @Test
    void deletesWhatItCreated() throws Exception {
        wrote(true);
        kit.answer(200, CREATING).answer(202, "");
        stop(OnAbort.DELETE);
        kit.answer(200, CANCELED).answer(202, "");
        assertThat(stop(OnAbort.DELETE)).isInstanceOf(Turn.Again.class);
        kit.restart();
        kit.answer(200, "{'properties':{'provisioningState':'Deleting'}}");
        assertThat(stop(OnAbort.DELETE)).isInstanceOf(Turn.Again.class);
        kit.answer(404, "{}");
        assertThat(stop(OnAbort.DELETE)).isEqualTo(left("cluster demo does not exist"));
        assertThat(kit.gate.writes())
                .containsExactly(new Write("POST", CLUSTER + "/abort"), new Write("DELETE", CLUSTER));
    }

    @Test
    void keepsWhatExistedBefore() throws Exception {
        wrote(false);
        kit.answer(200, CANCELED);
        assertThat(stop(OnAbort.DELETE)).isEqualTo(left("cluster demo is Canceled"));
        assertThat(kit.gate.writes()).isEmpty();
    }

    @Test
    void anOperationThatEndedMeanwhileCannotBeAborted() throws Exception {
        wrote(false);
        kit.answer(200, CREATING)
                .answer(409, "{'error':{'code':'OperationNotFound','message':'nothing to abort'}}")
                .answer(200, "{'properties':{'provisioningState':'Succeeded'}}");
        assertThat(stop(OnAbort.CANCEL)).isInstanceOf(Turn.Again.class);
        assertThat(stop(OnAbort.CANCEL)).isEqualTo(left("cluster demo is Succeeded"));
    }

    @Test
    void saysWhatItMayNotAbort() {
        wrote(false);
        kit.answer(200, CREATING).answer(403, "{'error':{'code':'AuthorizationFailed','message':'m'}}");
        assertThatThrownBy(() -> stop(OnAbort.CANCEL)).isInstanceOf(ArmException.class);
    }

    @Test
    void aGroupHasNothingToAbort() throws Exception {
        wrote(true);
        kit.answer(200, CREATING).answer(200, CANCELED);
        EnsureResource<ArmKit> group = ensure(ResourceTarget.of("group rg", GROUP, "v"));
        assertThat(group.abort(kit, kit.journal, OnAbort.CANCEL)).isInstanceOf(Turn.Again.class);
        assertThat(group.abort(kit, kit.journal, OnAbort.CANCEL)).isEqualTo(left("group rg is Canceled"));
        assertThat(kit.gate.writes()).isEmpty();
    }

    private void wrote(boolean created) {
        kit.journal.put("writeSent", "true");
        if (created) {
            kit.journal.put("created", "true");
        }
        kit.journal.save();
    }

    private Turn stop(OnAbort how) throws Exception {
        return ensure(ResourceTarget.cluster(CLUSTER)).abort(kit, kit.journal, how);
    }

    private static EnsureResource<ArmKit> ensure(ResourceTarget target) {
        return new EnsureResource<>(
                target,
                ArmKit.access(),
                (session, current) -> Optional.empty(),
                (session, current, changed) -> Map.of());
    }

    private static Turn left(String state) {
        return Turn.done(Map.of(Operation.LEFT, state));
    }
}
