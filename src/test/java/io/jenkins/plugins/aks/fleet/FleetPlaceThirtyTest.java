package io.jenkins.plugins.aks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.FleetCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty members, of which some are stuck, some flap, one is silent, one refuses, and some leave in the middle. */
class FleetPlaceThirtyTest {
    private static final int COUNT = 30;

    @TempDir
    Path directory;

    private static String name(int number) {
        return String.format("m%02d", number);
    }

    @Test
    void eachMemberGetsItsVerdictThoughTheProcessDiesAfterEachTurn() throws Exception {
        try (FleetKit kit = new FleetKit(directory)) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                names.add(name(i));
            }
            kit.fleetOf(names.toArray(String[]::new));
            kit.fleets.agent(name(3), "stuck", 0);
            kit.fleets.agent(name(7), "stuck", 0);
            kit.fleets.agent(name(11), "flapping", 240);
            kit.fleets.agent(name(12), "unreachable", 0);
            kit.fleets.member(name(20), "POST", "/api/v1/namespaces", owned(kit));
            MemoryJournal journal = new MemoryJournal();
            Operation<AksSession> leaving = place(kit);
            for (int i = 0; i < 6; i++) {
                kit.fleets.cloud.clock.advance(((Turn.Again) leaving.advance(kit.session, journal)).after());
                journal = journal.reopen();
            }
            kit.fleets.cloud.delete(kit.fleets.member(name(25)), FleetCloud.FLEETS);
            kit.fleets.cloud.delete(kit.fleets.member(name(26)), FleetCloud.FLEETS);

            Map<String, Object> result = kit.session.run(place(kit), journal);

            Map<String, String> verdicts = FleetKit.verdicts(result);
            assertThat(verdicts).hasSize(COUNT);
            assertThat(verdicts)
                    .containsEntry(name(3), "stuck")
                    .containsEntry(name(7), "stuck")
                    .containsEntry(name(11), "flapping")
                    .containsEntry(name(12), "stuck")
                    .containsEntry(name(20), "failed")
                    .containsEntry(name(25), "left")
                    .containsEntry(name(26), "left");
            assertThat(verdicts.values().stream().filter("placed"::equals)).hasSize(COUNT - 7);
            assertThat(result).containsEntry("placed", COUNT - 7);
            assertThat(kit.session.gate.writes()).hasSize(1);
            assertThat(result.toString()).contains("Namespace web is owned by Team shop");
        }
    }

    /** A namespace that is somebody's. */
    private static String owned(FleetKit kit) {
        String uid = kit.fleets
                .member(name(20), "GET", "/api/v1/namespaces/kube-system", null)
                .text("/metadata/uid");
        return "{apiVersion: v1, kind: Namespace, metadata: {name: web, ownerReferences: [{apiVersion: v1, kind: Team,"
                + " name: shop, uid: " + uid + "}]}}";
    }

    private static Operation<AksSession> place(FleetKit kit) throws Exception {
        return kit.place(step -> {
            step.setNamespaces(List.of("web"));
            step.setMemberTimeLimit("24s");
            step.setExpect(Map.of("atLeast", "20"));
        });
    }
}
