package io.jenkins.plugins.aks.operation;

import java.util.Map;
import java.util.Optional;

/** Notes what the engine must never do: two writers of one key, a turn within a closed budget. */
record WatchedOperation(Operation<FakeCloud> operation, Plan plan, VirtualTime time, Map<String, String> writers)
        implements Operation<FakeCloud> {

    @Override
    public Turn advance(FakeCloud cloud, Journal journal) throws Exception {
        check(cloud);
        return operation.advance(cloud, journal);
    }

    @Override
    public Turn abort(FakeCloud cloud, Journal journal, OnAbort how) throws Exception {
        check(cloud);
        return operation.abort(cloud, journal, how);
    }

    @Override
    public Optional<String> writerKey() {
        return operation.writerKey();
    }

    private void check(FakeCloud cloud) {
        if (!plan.writerKey().isEmpty()) {
            String writer = writers.putIfAbsent(plan.writerKey(), plan.name());
            if (writer != null && !writer.equals(plan.name())) {
                throw new AssertionError(plan.name() + " writes while " + writer + " does");
            }
        }
        if (time.instant().isBefore(cloud.closedUntil(plan.budget()))) {
            throw new AssertionError(plan.name() + " calls within the closed budget " + plan.budget());
        }
    }
}
