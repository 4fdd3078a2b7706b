package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.operation.Engine;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.standin.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineHolderTest {
    @TempDir
    Path home;

    @BeforeEach
    void start() {
        EngineHolder.use(null, null, null);
        Lab.start(home.toFile(), "https://jenkins.example/");
    }

    @AfterEach
    void stop() {
        EngineHolder.use(null, null, null);
        Lab.stop();
    }

    @Test
    void oneEngineForEachLifeOfTheController() {
        Engine first = EngineHolder.engine();
        assertThat(EngineHolder.engine()).isSameAs(first);
        Lab.stop();
        assertThat(EngineHolder.engine()).isNotSameAs(first);
    }

    @Test
    void noTurnBeginsOnceTheControllerShutsDown() throws Exception {
        Operation<String> done = (session, journal) -> Turn.done(Map.of());
        Operation<String> operation = WhileJenkinsRuns.of(done);
        assertThat(operation.advance("", new MemoryJournal())).isEqualTo(Turn.done(Map.of()));
        Lab.terminate();
        assertThat(operation.advance("", new MemoryJournal())).isInstanceOf(Turn.Again.class);
        assertThat(operation.abort("", new MemoryJournal(), OnAbort.CANCEL)).isInstanceOf(Turn.Again.class);
    }

    @Test
    void whatFailsWhileTheControllerShutsDownFailsNoStep() {
        List<Object> ends = new ArrayList<>();
        StepHost host = new StepHost(null, new End() {
            @Override
            public void succeeded(Map<String, Object> result) {
                ends.add(result);
            }

            @Override
            public void failed(Throwable cause) {
                ends.add(cause);
            }
        });
        Lab.terminate();
        host.fail(new IllegalStateException("zip file closed"));
        assertThat(ends).isEmpty();
    }
}
