package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Actionable;
import hudson.model.Saveable;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

public abstract class FlowNode extends Actionable implements Saveable {
    private final String id;
    private final transient FlowExecution exec;
    private final transient List<FlowNode> parents;

    protected FlowNode(FlowExecution exec, String id, List<FlowNode> parents) {
        this.exec = exec;
        this.id = id;
        this.parents = List.copyOf(parents);
    }

    public String getId() {
        return id;
    }

    public FlowExecution getExecution() {
        return exec;
    }

    public List<FlowNode> getParents() {
        return parents;
    }

    @Override
    public String getDisplayName() {
        return getTypeDisplayName();
    }

    public String getDisplayFunctionName() {
        return getTypeFunctionName();
    }

    protected abstract String getTypeDisplayName();

    protected String getTypeFunctionName() {
        return getTypeDisplayName();
    }

    @Override
    public void save() throws IOException {}
}
