package io.jenkins.plugins.aks.cluster;

import static io.jenkins.plugins.aks.cluster.Catalogue.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left behind when a build is stopped. */
class AbortTest {
    private static final String POOL = CLUSTER + "/agentPools/userpool";

    private final FakeSession session = new FakeSession();
    private final FakeAks aks = session.aks;
    private final MemoryJournal journal = new MemoryJournal();
    private final AksCreate create = new AksCreate(Specs.workshop(), false, null);

    @ParameterizedTest
    @EnumSource(OnAbort.class)
    void nothingBeforeTheFirstWrite(OnAbort how) throws Exception {
        assertThat(Turns.abort(create, session, journal, how))
                .isEqualTo("cluster myAKSCluster does not exist; nothing was sent");
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void asksTheServiceToAbortOnceAndWaits() throws Exception {
        Turns.turn(create, session, journal);
        assertThat(Turns.abort(create, session, journal, OnAbort.CANCEL))
                .isEqualTo("cluster myAKSCluster was left; its state is Canceled");
        assertThat(aks.count("POST", CLUSTER + "/abort")).isEqualTo(1);
        assertThat(aks.resource(CLUSTER)).isNotNull();
    }

    @Test
    void leavesTheServiceAloneWhenDetached() throws Exception {
        Turns.turn(create, session, journal);
        assertThat(Turns.abort(create, session, journal, OnAbort.DETACH))
                .contains("go on by itself")
                .contains("Creating");
        assertThat(aks.writes).hasSize(1);
    }

    @Test
    void deletesWhatItMade() throws Exception {
        Turns.turn(create, session, journal);
        assertThat(Turns.abort(create, session, journal, OnAbort.DELETE)).isEqualTo("cluster myAKSCluster is gone");
        assertThat(aks.writes).extracting(FakeAks.Request::verb).containsExactly("PUT", "POST", "DELETE");
        assertThat(aks.resource(CLUSTER)).isNull();
    }

    @Test
    void deletesWhatItMadeAlsoAfterARestartWithALostAnswer() throws Exception {
        aks.loseNextAnswer();
        Turns.turn(create, session, journal);
        Turns.abort(create, session, journal.reopen(), OnAbort.DELETE);
        assertThat(aks.resource(CLUSTER)).isNull();
    }

    @Test
    void deletesNothingThatWasThereBefore() throws Exception {
        Turns.run(create, session);
        session.tags.put("build-url", "b/2");
        AksCreate change = new AksCreate(
                Specs.cluster(
                        null,
                        "Premium",
                        null,
                        Specs.NO_NETWORK,
                        Specs.NO_ACCESS,
                        Specs.pool("systempool").build()),
                false,
                null);
        Turns.turn(change, session, journal);
        assertThat(Turns.abort(change, session, journal, OnAbort.DELETE)).contains("was left");
        assertThat(aks.resource(CLUSTER)).isNotNull();
    }

    @Test
    void deletesNothingThatAnotherMadeInTheSameMoment() throws Exception {
        aks.loseNextAnswer();
        Turns.turn(create, session, journal);
        session.tags.put("build-url", "b/2");
        assertThat(Turns.abort(create, session, journal, OnAbort.DELETE)).contains("was left");
        assertThat(aks.resource(CLUSTER)).isNotNull();
    }

    @Test
    void doesNotAbortWhatOthersDo() throws Exception {
        Turns.run(create, session);
        aks.writes.clear();
        aks.looksToEnd(10);
        aks.start(CLUSTER, "Upgrading", "Succeeded");
        Turns.turn(create, session, journal);
        assertThat(Turns.abort(create, session, journal, OnAbort.CANCEL))
                .isEqualTo("cluster myAKSCluster was not changed by this step; its state is Upgrading");
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void aRefusedAbortIsNotTheEnd() throws Exception {
        Turns.turn(create, session, journal);
        aks.refuseNext(FakeAks.refusal(409, "OperationNotAllowed", "nothing to abort"));
        assertThat(Turns.abort(create, session, journal, OnAbort.CANCEL)).contains("its state is Succeeded");
        assertThat(session.log).anyMatch(line -> line.contains("abort refused"));
    }

    @Test
    void abortsAndDeletesAPoolButNotItsCluster() throws Exception {
        Turns.run(create, session);
        aks.writes.clear();
        AksNodePool pool = new AksNodePool(Specs.place(), Specs.pool("userpool").build(), true, null);
        Turns.turn(pool, session, journal);
        assertThat(Turns.abort(pool, session, journal, OnAbort.DELETE)).isEqualTo("pool userpool is gone");
        assertThat(aks.count("POST", POOL + "/abort")).isEqualTo(1);
        assertThat(aks.count("DELETE", POOL)).isEqualTo(1);
        assertThat(aks.resource(CLUSTER)).isNotNull();
    }
}
