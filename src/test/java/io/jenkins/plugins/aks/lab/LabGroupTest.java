package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabGroupTest {

    private final LabSession session = new LabSession();
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void makesAGroupThatExpires() throws Exception {
        Map<String, Object> result = Turns.run(lab(), session, journal);

        assertThat(result).containsEntry("expires", "2026-11-22T18:00:00Z").containsEntry("name", "lab-7");
        assertThat(session.groups.groups.get("lab-7").at("/tags/expires").asText())
                .isEqualTo("2026-11-22T18:00:00Z");
    }

    @Test
    void keepsTheExpiryOverARestart() throws Exception {
        journal.put("expires", "2026-11-22T12:00:00Z");

        assertThat(Turns.run(lab(), session, journal)).containsEntry("expires", "2026-11-22T12:00:00Z");
    }

    @Test
    void takesOverAGroupOfOurs() throws Exception {
        session.groups.add("lab-7", "eastus", LabSession.OURS);

        Turns.run(lab(), session, journal);

        assertThat(session.groups.writes).containsExactly("PUT lab-7");
    }

    @Test
    void refusesAGroupOfSomebodyElse() {
        session.groups.add("lab-7", "eastus", Map.of());

        assertThatThrownBy(() -> Turns.run(lab(), session, journal))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("was not created by this plugin");
        assertThat(session.groups.writes).isEmpty();
    }

    private static LabGroup lab() throws OperationException {
        return new LabGroup(GroupsArm.SUBSCRIPTION, "lab-7", "eastus", Duration.ofHours(8));
    }
}
