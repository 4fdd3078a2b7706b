package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** aksNodeImage through the real clients against the sandbox (W151 to W153); each turn runs in a new process. */
class AksNodeImageSandboxTest {
    private static final String POSTS = ".*/agentPools/[^/]+/upgradeNodeImageVersion";
    private static final String NEWER = "AKSUbuntu-2204gen2containerd-202611.17.0";

    private UpgradeLab lab;

    @BeforeEach
    void aCluster(@TempDir Path directory) throws Exception {
        lab = new UpgradeLab(directory);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /** Without waiting a week, in which tokens would expire. */
    private void aNewImageIsPublished() {
        ArrayNode images = (ArrayNode) lab.cloud.sandbox.data().get("nodeImages");
        images.forEach(image -> ((ObjectNode) image.at("/releases/1")).remove("after"));
        lab.cloud.sandbox.data().set("nodeImages", images);
    }

    private Map<String, Object> run(AksNodeImageStep step) throws Exception {
        return lab.session.run(step.operation(lab.scope));
    }

    private int posts() {
        return lab.cloud.sandbox.requests().matching("POST", POSTS).size();
    }

    @Test
    void nothingIsSentWhileTheImageIsTheLatest() throws Exception {
        assertThat(run(new AksNodeImageStep())).containsEntry("changed", false);
        assertThat(posts()).isZero();
        assertThat(lab.session.log).anyMatch(line -> line.endsWith("202611.10.0 is the latest"));
    }

    @Test
    void poolsGetTheNewerImageOneAfterTheOther() throws Exception {
        aNewImageIsPublished();
        Map<String, Object> result = run(new AksNodeImageStep());
        assertThat(result).containsEntry("changed", true);
        assertThat((List<?>) result.get("pools")).hasSize(2).allSatisfy(pool -> assertThat(
                        ((Map<?, ?>) pool).get("nodeImage"))
                .isEqualTo(NEWER));
        assertThat(posts()).isEqualTo(2);
        assertThat(lab.session.log)
                .contains("pool userpool: node image AKSUbuntu-2204gen2containerd-202611.10.0 -> " + NEWER);
        assertThat(lab.session.log)
                .filteredOn(line -> line.contains(" has node image " + NEWER))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(lab.versions()).isEqualTo(Map.of("systempool", "v1.34.6", "userpool", "v1.34.6"));

        assertThat(run(new AksNodeImageStep())).containsEntry("changed", false);
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void aKillBehindEachRequestSendsNothingTwice() throws Exception {
        aNewImageIsPublished();
        lab.cloud
                .sandbox
                .faults()
                .add(FaultRule.on("POST", POSTS).cutting(Cut.AFTER_EFFECT).times(2));
        assertThat(run(new AksNodeImageStep())).containsEntry("changed", true);
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void onePoolAlone() throws Exception {
        aNewImageIsPublished();
        AksNodeImageStep one = new AksNodeImageStep();
        one.setPools(List.of("userpool"));
        assertThat(run(one)).containsEntry("changed", true);
        assertThat(posts()).isEqualTo(1);
        assertThat(lab.state("/agentPools/systempool")).isEqualTo("Succeeded");
    }

    @Test
    void poolsMayGoTogether() throws Exception {
        aNewImageIsPublished();
        AksNodeImageStep both = new AksNodeImageStep();
        both.setTogether(true);
        Operation<AksSession> images = both.operation(lab.scope);
        MemoryJournal journal = new MemoryJournal();
        while (posts() < 2) {
            images.advance(lab.session, journal);
            journal = journal.reopen();
        }
        assertThat(lab.state("/agentPools/systempool")).isEqualTo("UpgradingNodeImageVersion");
        assertThat(lab.state("/agentPools/userpool")).isEqualTo("UpgradingNodeImageVersion");
        assertThat(lab.session.run(images, journal)).containsEntry("changed", true);
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void theServicesFailureIsTold() {
        aNewImageIsPublished();
        lab.cloud.sandbox.faults().add(FaultRule.on("POST", POSTS).crashing("NodeImageFailed", "no such image"));
        assertThatThrownBy(() -> run(new AksNodeImageStep()))
                .hasMessageContaining("NodeImageFailed")
                .hasMessageContaining("no such image");
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void aBlockingBudgetAndAnUnknownPoolAreRefused() throws Exception {
        lab.deploy("web", 1, "nginx:1");
        lab.budget("web", 1);
        aNewImageIsPublished();
        assertThatThrownBy(() -> run(new AksNodeImageStep())).hasMessageContaining("PodDisruptionBudget default/web");
        AksNodeImageStep step = new AksNodeImageStep();
        step.setPools(List.of("gone"));
        assertThatThrownBy(() -> run(step)).hasMessageContaining("pools: 'gone' was given");
        assertThat(posts()).isZero();
    }

    @Test
    void stoppingTheBuildAbortsThePoolUnderWay() throws Exception {
        aNewImageIsPublished();
        Operation<AksSession> images = new AksNodeImageStep().operation(lab.scope);
        MemoryJournal journal = new MemoryJournal();
        while (posts() == 0) {
            images.advance(lab.session, journal);
            journal = journal.reopen();
        }
        Turn turn = images.abort(lab.session, journal, OnAbort.CANCEL);
        while (turn instanceof Turn.Again again) {
            lab.cloud.clock.advance(again.after());
            turn = images.abort(lab.session, journal, OnAbort.CANCEL);
        }
        assertThat(((Turn.Done) turn).result().get(Operation.LEFT).toString())
                .contains("pool systempool was left; its state is Canceled", "pool userpool was not touched");
        assertThat(posts()).isEqualTo(1);
    }
}
