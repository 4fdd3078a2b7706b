package io.jenkins.plugins.aks.pipeline;

import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

final class TestNode extends FlowNode {
    TestNode(String id) {
        super(null, id, List.of());
    }

    @Override
    protected String getTypeDisplayName() {
        return "test";
    }
}
