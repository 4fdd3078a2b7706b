package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureGroupTest {

    private final LabSession session = new LabSession();
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void createsAGroupWithTheTagsOfTheBuildAndTheUsers() throws Exception {
        Map<String, Object> result = Turns.run(group("East US", Map.of("team", "a")), session, journal);

        assertThat(result).containsEntry("changed", true).containsEntry("location", "eastus");
        assertThat(session.groups.writes).containsExactly("PUT lab");
        assertThat(session.groups.groups.get("lab").path("tags").toString())
                .contains("\"created-by\":\"aks-pipeline-steps\"")
                .contains("\"team\":\"a\"");
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        Turns.run(group("eastus", Map.of("team", "a")), session, journal);

        Map<String, Object> again = Turns.run(group("eastus", Map.of("team", "a")), session, new MemoryJournal());

        assertThat(again).containsEntry("changed", false);
        assertThat(session.groups.writes).hasSize(1);
    }

    @Test
    void aLostAnswerIsNotASecondCreation() throws Exception {
        session.groups.loseNextAnswer = true;

        Map<String, Object> result = Turns.run(group("eastus", Map.of()), session, journal);

        assertThat(result).containsEntry("changed", true);
        assertThat(session.groups.writes).containsExactly("PUT lab");
    }

    @Test
    void neverMarksAGroupOfSomebodyElseAsOurs() throws Exception {
        session.groups.add("lab", "eastus", Map.of("owner", "ops"));

        Turns.run(group("eastus", Map.of("team", "a")), session, journal);

        assertThat(session.groups.writes).containsExactly("PUT lab");
        assertThat(session.groups.groups.get("lab").path("tags").toString())
                .isEqualTo("{\"owner\":\"ops\",\"team\":\"a\"}");
    }

    @Test
    void refusesAnotherLocationBeforeAnyWrite() {
        session.groups.add("lab", "westeurope", Map.of());

        assertThatThrownBy(() -> Turns.run(group("eastus", Map.of()), session, journal))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("location: 'eastus' was given")
                .hasMessageContaining("westeurope");
        assertThat(session.groups.writes).isEmpty();
    }

    @Test
    void refusesALocationThatTheSubscriptionDoesNotHaveBeforeAnyWrite() {
        assertThatThrownBy(() -> Turns.run(group("East Mars", Map.of()), session, journal))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(
                        "location: 'eastmars' was given; allowed: a location of this subscription: eastus, ");
        assertThat(session.groups.writes).isEmpty();
    }

    @Test
    void waitsForAnEarlierDeletion() throws Exception {
        session.groups.add("lab", "eastus", Map.of());
        session.groups.delete(GroupsArm.path("lab"), "");

        assertThat(group("eastus", Map.of()).advance(session, journal))
                .isInstanceOfSatisfying(Turn.Again.class, again -> assertThat(again.waitingFor())
                        .contains("Deleting"));
        assertThat(Turns.run(group("eastus", Map.of()), session, journal)).containsEntry("changed", true);
    }

    @Test
    void aStopWithDeleteTakesBackWhatItCreated() throws Exception {
        AzureGroup group = group("eastus", Map.of());
        Turns.run(group, session, journal);

        Turn turn = group.abort(session, journal, OnAbort.DELETE);
        for (int i = 0; i < 10 && turn instanceof Turn.Again; i++) {
            turn = group.abort(session, journal, OnAbort.DELETE);
        }

        assertThat(turn).isEqualTo(Operation.left("resource group lab does not exist"));
        assertThat(session.groups.groups).isEmpty();
    }

    @Test
    void aStopWithDeleteLeavesAGroupThatWasThereBefore() throws Exception {
        session.groups.add("lab", "eastus", Map.of());
        AzureGroup group = group("eastus", Map.of());
        Turns.run(group, session, journal);

        assertThat(group.abort(session, journal, OnAbort.DELETE))
                .isEqualTo(Operation.left("resource group lab was not changed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ends.", "has space", "slash/"})
    void refusesBadNames(String name) {
        assertThatThrownBy(() -> new AzureGroup("sub", name, "eastus", Map.of()))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("name:");
    }

    @Test
    void refusesAMissingLocation() {
        assertThatThrownBy(() -> group(null, Map.of()))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("location: nothing was given")
                .hasMessageContaining("withAks");
    }

    private static AzureGroup group(String location, Map<String, String> tags) throws InvalidParameterException {
        return new AzureGroup(GroupsArm.SUBSCRIPTION, "lab", location, tags);
    }
}
