package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.GROUP;
import static io.jenkins.plugins.aks.azure.ArmKit.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeleteResourceTest {
    private static final String OURS =
            "{'tags':{'Created-By':'aks-pipeline-steps'},'properties':{'provisioningState':'Succeeded'}}";

    private final ArmKit kit = new ArmKit();
    private final DeleteResource<ArmKit> delete = new DeleteResource<>(
            ResourceTarget.of("group rg", GROUP, "v"), ArmKit.access(), DeleteResourceTest::onlyOurs);

    private static void onlyOurs(ObjectNode current) throws OperationException {
        if (!Tags.isOurs(current)) {
            throw new OperationException("group rg was not created by us");
        }
    }

    @Test
    void deletesAndWaitsUntilItIsGone() throws Exception {
        kit.answer(200, OURS).answer(202, "", "Location", HOST + "/operations/1", "Retry-After", "15");
        assertThat(turn()).isEqualTo(Turn.again(Duration.ofSeconds(15), "group rg: deleting"));
        kit.restart();
        kit.answer(202, "", "Retry-After", "15");
        assertThat(turn()).isEqualTo(Turn.again(Duration.ofSeconds(15), "group rg: in progress"));
        kit.answer(200, "").answer(404, "{}");
        assertThat(turn()).isEqualTo(Turn.done(Map.of("changed", true)));
        assertThat(kit.gate.writes()).hasSize(1);
    }

    @Test
    void isDoneWhereNothingExists() throws Exception {
        kit.answer(404, "{}");
        assertThat(turn()).isEqualTo(Turn.done(Map.of("changed", false)));
        assertThat(kit.gate.writes()).isEmpty();
    }

    @Test
    void refusesWhatIsNotOurs() {
        kit.answer(200, "{'tags':{'created-by':'terraform'}}");
        assertThatThrownBy(this::turn)
                .isInstanceOf(OperationException.class)
                .hasMessage("group rg was not created by us");
        assertThat(kit.gate.writes()).isEmpty();
    }

    @Test
    void joinsADeletionThatIsUnderWay() throws Exception {
        kit.answer(200, "{'tags':{'created-by':'aks-pipeline-steps'},'properties':{'provisioningState':'Deleting'}}")
                .answer(404, "{}");
        assertThat(turn()).isEqualTo(Turn.again(Duration.ofSeconds(10), "group rg: deleting"));
        assertThat(turn()).isEqualTo(Turn.done(Map.of("changed", false)));
        assertThat(kit.gate.writes()).isEmpty();
    }

    @Test
    void waitsUntilTheResourceIsAtRest() throws Exception {
        kit.answer(200, OURS.replace("Succeeded", "Updating"));
        assertThat(turn()).isEqualTo(Turn.again(Duration.ofSeconds(10), "group rg: Updating"));
        assertThat(kit.gate.writes()).isEmpty();
    }

    @Test
    void aStopSaysWhatTheServiceGoesOnWith() throws Exception {
        assertThat(delete.abort(kit, kit.journal, OnAbort.CANCEL)).isEqualTo(left("group rg was not deleted"));
        kit.answer(200, OURS).answer(202, "");
        turn();
        assertThat(delete.abort(kit, kit.journal, OnAbort.CANCEL))
                .isEqualTo(left("group rg is being deleted; the service goes on by itself"));
        assertThat(delete.writerKey()).contains(GROUP);
    }

    private static Turn left(String text) {
        return Turn.done(Map.of("left", text));
    }

    private Turn turn() throws Exception {
        return delete.advance(kit, kit.journal);
    }
}
