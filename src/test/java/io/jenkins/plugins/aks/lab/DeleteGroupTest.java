package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeleteGroupTest {

    private final LabSession session = new LabSession();
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void deletesWhatIsOursAndWaitsUntilItIsGone() throws Exception {
        session.groups.add("lab", "eastus", LabSession.OURS);

        assertThat(Turns.run(delete(false), session, journal)).containsEntry("changed", true);
        assertThat(session.groups.groups).isEmpty();
        assertThat(session.groups.writes).containsExactly("DELETE lab");
    }

    @Test
    void nothingToDeleteChangesNothing() throws Exception {
        assertThat(Turns.run(delete(false), session, journal)).containsEntry("changed", false);
        assertThat(session.groups.writes).isEmpty();
    }

    @Test
    void aLostAnswerIsNotASecondDeletion() throws Exception {
        session.groups.add("lab", "eastus", LabSession.OURS);
        session.groups.loseNextAnswer = true;

        assertThat(Turns.run(delete(false), session, journal)).containsEntry("changed", true);
        assertThat(session.groups.writes).containsExactly("DELETE lab");
    }

    @Test
    void refusesAGroupOfSomebodyElse() {
        session.groups.add("lab", "eastus", Map.of("created-by", "terraform"));

        assertThatThrownBy(() -> Turns.run(delete(false), session, journal))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("created-by=aks-pipeline-steps")
                .hasMessageContaining("force: true");
        assertThat(session.groups.writes).isEmpty();
    }

    @Test
    void refusesAGroupWithSomethingOfSomebodyElseInIt() throws Exception {
        session.groups.add("lab", "eastus", LabSession.OURS);
        session.groups.resources.put("lab", List.of(json("{\"type\":\"Microsoft.Sql/servers\",\"name\":\"prod\"}")));

        assertThatThrownBy(() -> Turns.run(delete(false), session, journal))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("Microsoft.Sql/servers prod");
        assertThat(session.groups.writes).isEmpty();
    }

    @Test
    void deletesPartsOfWhatIsOursAndWhatItManages() throws Exception {
        session.groups.add("lab", "eastus", LabSession.OURS);
        String registry = GroupsArm.path("lab") + "/providers/Microsoft.ContainerRegistry/registries/r";
        String tags = "\"tags\":{\"created-by\":\"aks-pipeline-steps\"}";
        session.groups.resources.put(
                "lab",
                List.of(
                        json("{\"id\":\"" + registry + "\"," + tags + "}"),
                        json("{\"id\":\"" + registry.replace("lab", "LAB") + "/replications/eastus\"}"),
                        json("{\"id\":\"/x\",\"managedBy\":\"" + registry + "\"}")));

        assertThat(Turns.run(delete(false), session, journal)).containsEntry("changed", true);
    }

    @Test
    void refusesANeighbourWhoseNameBeginsTheSame() throws Exception {
        session.groups.add("lab", "eastus", LabSession.OURS);
        session.groups.resources.put(
                "lab",
                List.of(
                        json("{\"id\":\"/x/registries/r\",\"tags\":{\"created-by\":\"aks-pipeline-steps\"}}"),
                        json("{\"id\":\"/x/registries/r2\",\"type\":\"registries\",\"name\":\"r2\"}")));

        assertThatThrownBy(() -> Turns.run(delete(false), session, journal)).hasMessageContaining("registries r2");
    }

    @Test
    void refusesAGroupThatAServiceManages() {
        session.groups.add("lab", "eastus", LabSession.OURS).put("managedBy", "/subscriptions/sub/x/cluster");

        assertThatThrownBy(() -> Turns.run(delete(false), session, journal)).hasMessageContaining("managed by");
    }

    @Test
    void forceDeletesWhatIsNotOurs() throws Exception {
        session.groups.add("lab", "eastus", Map.of());

        assertThat(Turns.run(delete(true), session, journal)).containsEntry("changed", true);
    }

    @Test
    void aDeletionThatFailsSaysWhy() {
        session.groups.add("lab", "eastus", LabSession.OURS);
        session.groups.failDeletion = true;

        assertThatThrownBy(() -> Turns.run(delete(false), session, journal)).hasMessageContaining("locked");
    }

    @Test
    void aStopSaysThatTheDeletionGoesOn() throws Exception {
        session.groups.add("lab", "eastus", LabSession.OURS);
        delete(false).advance(session, journal);

        assertThat(delete(false).abort(session, journal, OnAbort.CANCEL))
                .isInstanceOfSatisfying(Turn.Done.class, done -> assertThat(
                                done.result().get(Operation.LEFT).toString())
                        .contains("is being deleted"));
    }

    private static DeleteGroup delete(boolean force) throws OperationException {
        return new DeleteGroup(GroupsArm.SUBSCRIPTION, "lab", force);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
