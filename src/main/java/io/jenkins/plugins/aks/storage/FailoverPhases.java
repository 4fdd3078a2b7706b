package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;

/** The way of the check up to its verdict, in phases; what it changes is undone by {@link FailoverRestore}. */
final class FailoverPhases {
    static final String SCENE = "storage class";
    static final String WORKLOAD = "workload";
    static final String WRITER = "writer";
    static final String SPARE = "spare node";
    static final String TAKEN = "node away";
    static final String WATCHED = "failover";
    static final String ROWS = "rows";

    private FailoverPhases() {}

    /** Its result has the results of all phases, each under its name. */
    static Operation<AksSession> of(FailoverSpec spec) {
        FailoverWorkload workload = new FailoverWorkload(spec);
        FailoverRows rows = new FailoverRows(spec);
        return Sequence.<AksSession>named()
                .then(SCENE, new FailoverScene(spec))
                .thenFrom(WORKLOAD, results -> workload.on(results.get(SCENE)))
                .thenFrom(WRITER, results -> new FailoverWriter(spec, results.get(SCENE), results.get(WORKLOAD)))
                .thenFrom(SPARE, results -> new SpareNode(spec, results.get(WORKLOAD)))
                .thenFrom(TAKEN, results -> new TakenNode(spec, results.get(WORKLOAD)))
                .thenFrom(WATCHED, results -> new FailoverWatch(spec, results.get(WORKLOAD), results.get(TAKEN)))
                .thenFrom(ROWS, results -> rows.after(results.get(SCENE), results.get(TAKEN), results.get(WATCHED)))
                .returning(results -> new LinkedHashMap<>(Map.copyOf(results)))
                .build();
    }

    /** What a phase has noted, for the restoring. */
    static Journal journal(String phase, Journal ofSequence) {
        return Sequence.journalOf(phase, ofSequence);
    }
}
