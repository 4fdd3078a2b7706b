package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabSweepTest {

    private final LabSession session = new LabSession();
    private final MemoryJournal journal = new MemoryJournal();

    @BeforeEach
    void labs() {
        session.groups.add("lab-old", "eastus", ours("2026-11-22T09:59:59Z"));
        session.groups.add("lab-older", "eastus", ours("2026-11-01T00:00:00Z"));
        session.groups.add("lab-young", "eastus", ours("2026-11-22T10:00:01Z"));
        session.groups.add("lab-forever", "eastus", LabSession.OURS);
        session.groups.add("lab-unreadable", "eastus", ours("next week"));
        session.groups.add("lab-foreign", "eastus", Map.of("expires", "2026-11-01T00:00:00Z"));
        session.groups.add("MC_lab", "eastus", ours("2026-11-01T00:00:00Z")).put("managedBy", "/subscriptions/x");
    }

    @Test
    void deletesOnlyWhatIsOursAndExpired() throws Exception {
        Map<String, Object> result = Turns.run(sweep("", false), session, journal);

        assertThat(result).containsEntry("changed", true).containsEntry("deleted", List.of("lab-old", "lab-older"));
        assertThat(session.groups.writes).containsExactly("DELETE lab-old", "DELETE lab-older");
        assertThat(session.groups.groups)
                .containsOnlyKeys("lab-young", "lab-forever", "lab-unreadable", "lab-foreign", "MC_lab");
    }

    @Test
    void aDryRunOnlyNamesThem() throws Exception {
        Map<String, Object> result = Turns.run(sweep("", true), session, journal);

        assertThat(result).containsEntry("changed", false).containsEntry("deleted", List.of());
        assertThat((List<?>) result.get("expired")).hasSize(2);
        assertThat(session.groups.writes).isEmpty();
        assertThat(session.lines)
                .anyMatch(line -> line.startsWith("Would delete lab-old, expired 2026-11-22T09:59:59Z"));
    }

    @Test
    void aPrefixNarrowsIt() throws Exception {
        assertThat(Turns.run(sweep("lab-older", false), session, journal))
                .containsEntry("deleted", List.of("lab-older"));
    }

    @Test
    void oneThatCannotGoDoesNotKeepTheOthers() throws Exception {
        session.groups.resources.put(
                "lab-old", List.of(new ObjectMapper().readTree("{\"type\":\"a/b\",\"name\":\"theirs\"}")));

        assertThatThrownBy(() -> Turns.run(sweep("", false), session, journal))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("1 expired labs deleted, 1 not")
                .hasMessageContaining("a/b theirs");
        assertThat(session.groups.groups).containsKey("lab-old").doesNotContainKey("lab-older");
    }

    @Test
    void whatWasRenewedOrIsGoneSinceIsLeft() throws Exception {
        journal.put("found", "[{\"name\":\"lab-young\"},{\"name\":\"lab-gone\"},{\"name\":\"lab-old\"}]");

        assertThat(Turns.run(sweep("", false), session, journal)).containsEntry("deleted", List.of("lab-old"));
        assertThat(session.groups.writes).containsExactly("DELETE lab-old");
        assertThat(session.lines).contains("lab-young is left: it is no expired lab any more.");
    }

    @Test
    void nothingExpiredChangesNothing() throws Exception {
        session.groups.groups.clear();

        assertThat(Turns.run(sweep("", false), session, journal)).containsEntry("changed", false);
        assertThat(session.lines).containsExactly("No expired lab found.");
    }

    private static LabSweep sweep(String prefix, boolean dryRun) {
        return new LabSweep(GroupsArm.SUBSCRIPTION, prefix, dryRun);
    }

    private static Map<String, String> ours(String expires) {
        Map<String, String> tags = new TreeMap<>(LabSession.OURS);
        tags.put("expires", expires);
        return tags;
    }
}
