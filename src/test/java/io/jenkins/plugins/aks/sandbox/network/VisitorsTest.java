package io.jenkins.plugins.aks.sandbox.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VisitorsTest {

    /** The cluster's controllers hold its lock and then make visits; the other order would be a deadlock. */
    @Test
    void theClusterIsLockedBeforeTheFlows() {
        LockedPets cluster = new LockedPets();
        new Visitors(cluster).catchUp();
        assertThat(cluster.askedUnderBoth).isPositive();
        assertThat(cluster.askedUnderFlowsOnly).isZero();
    }

    @Test
    void noVisitIsMadeTwice() {
        LockedPets cluster = new LockedPets();
        new Visitors(cluster).catchUp();
        int asked = cluster.askedUnderBoth;
        new Visitors(cluster).catchUp();
        assertThat(cluster.askedUnderBoth).isEqualTo(asked);
        cluster.pets.pass(Duration.ofMinutes(1));
        new Visitors(cluster).catchUp();
        assertThat(cluster.askedUnderBoth).isGreaterThan(asked);
    }

    private static final class LockedPets implements ClusterView {
        private final Pets pets = new Pets();
        private int askedUnderBoth;
        private int askedUnderFlowsOnly;

        @Override
        public String key() {
            return pets.key();
        }

        @Override
        public Optional<ObjectNode> get(String kind, String namespace, String name) {
            count();
            return pets.get(kind, namespace, name);
        }

        @Override
        public List<ObjectNode> list(String kind, String namespace) {
            count();
            return pets.list(kind, namespace);
        }

        private void count() {
            if (!Thread.holdsLock(FlowLog.class)) {
                return;
            }
            if (Thread.holdsLock(pets)) {
                askedUnderBoth++;
            } else {
                askedUnderFlowsOnly++;
            }
        }

        @Override
        public void standingStill(Runnable work) {
            synchronized (pets) {
                work.run();
            }
        }

        @Override
        public Instant now() {
            return pets.now();
        }

        @Override
        public Duration real(Duration simulated) {
            return pets.real(simulated);
        }

        @Override
        public Store store() {
            return pets.store();
        }
    }
}
