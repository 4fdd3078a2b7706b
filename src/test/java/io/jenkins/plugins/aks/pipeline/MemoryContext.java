package io.jenkins.plugins.aks.pipeline;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The context of one step call; a copy that was saved and loaded is the same context again, as in Jenkins. */
public final class MemoryContext extends StepContext {
    private static final long serialVersionUID = 1L;
    private static final Map<String, MemoryContext> LIVE = new HashMap<>();

    private final String id;
    private final transient Map<Class<?>, Object> values = new HashMap<>();
    private final transient ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final transient List<Object> ends = new ArrayList<>();
    private transient MemoryBody body;

    MemoryContext(Run<?, ?> build, String nodeId) {
        this.id = build.getExternalizableId() + "/" + nodeId + "/" + LIVE.size();
        PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
        with(Run.class, build).with(FlowNode.class, new TestNode(nodeId)).with(TaskListener.class, () -> stream);
        LIVE.put(id, this);
    }

    <T> MemoryContext with(Class<T> type, T value) {
        values.put(type, value);
        return this;
    }

    @Override
    public <T> T get(Class<T> key) {
        return key.cast(values.get(key));
    }

    @Override
    public void onSuccess(Object result) {
        ends.add(result == null ? "null" : result);
    }

    @Override
    public void onFailure(Throwable cause) {
        ends.add(cause);
    }

    /** The results and failures that the step ended with: one, unless something is wrong. */
    public List<Object> ends() {
        return ends;
    }

    public Throwable failure() {
        return (Throwable) ends.get(0);
    }

    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    public MemoryBody body() {
        return body;
    }

    void begin(MemoryBody started) {
        body = started;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return new MemoryBody(this);
    }

    private Object readResolve() {
        return LIVE.get(id);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
