package io.jenkins.plugins.aks.runner.engine;

import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** The node of one call; its id is the same in every run of the same script that takes the same way. */
public final class LabNode extends FlowNode {

    private final String step;

    LabNode(FlowExecution execution, String id, String step) {
        super(execution, id, List.of());
        this.step = step;
    }

    @Override
    protected String getTypeDisplayName() {
        return step;
    }
}
