package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Optional;

/** One thing that the check changes and puts back. */
interface RestorePart {

    /** As the log names it; also its place in the journal. */
    String name();

    /** Whether the check has changed it, as far as its journal knows. */
    boolean isChanged();

    /** @return what is waited for; empty once it is as it was */
    Optional<Turn> turn(AksSession session, Journal journal) throws Exception;

    /** How people do it, for where the step cannot. */
    String byHand();
}
