package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Creates one thing in the fake cloud, as an operation should: the request's id is on disk before the write. */
final class CreateThing implements Operation<FakeCloud> {

    private static final String REQUEST = "request";

    private final String name;
    private final String budget;
    private final String parent;

    CreateThing(String name, String budget, String parent) {
        this.name = name;
        this.budget = budget;
        this.parent = parent;
    }

    @Override
    public Turn advance(FakeCloud cloud, Journal journal) throws Exception {
        if (journal.get(REQUEST).isEmpty()) {
            journal.put(REQUEST, cloud.newRequestId());
        }
        journal.save();
        String request = journal.get(REQUEST).orElseThrow();
        Optional<String> state = cloud.state(budget, request);
        if (state.isEmpty()) {
            cloud.create(budget, name, request);
            return Turn.again(Duration.ofSeconds(2), name + ": asked for");
        }
        return state.get().equals("READY")
                ? Turn.done(Map.of("name", name, "parent", parent, "changed", true))
                : Turn.again(Duration.ofSeconds(5), name + ": " + state.get());
    }

    @Override
    public Turn abort(FakeCloud cloud, Journal journal, OnAbort how) throws Exception {
        Optional<String> request = journal.get(REQUEST);
        Optional<String> state = request.isEmpty() ? Optional.empty() : cloud.state(budget, request.get());
        if (state.isEmpty()) {
            return Operation.left(name + " does not exist");
        }
        if (how == OnAbort.CANCEL && state.get().equals("CREATING")) {
            cloud.end(budget, request.get(), "CANCELED");
            return Turn.again(Duration.ofSeconds(1), name + ": being canceled");
        }
        if (how == OnAbort.DELETE && !state.get().equals("DELETED")) {
            cloud.end(budget, request.get(), "DELETED");
            return Turn.again(Duration.ofSeconds(1), name + ": being deleted");
        }
        return Operation.left(name + " is " + state.get());
    }
}
