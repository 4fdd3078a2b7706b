package io.jenkins.plugins.aks.runner.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** The nodes of one run. */
final class LabFlow extends FlowExecution {

    private final Map<String, FlowNode> nodes = new ConcurrentHashMap<>();

    LabNode node(String id, String step) {
        LabNode node = new LabNode(this, id, step);
        nodes.put(id, node);
        return node;
    }

    @Override
    public List<FlowNode> getCurrentHeads() {
        return List.copyOf(nodes.values());
    }

    @Override
    public FlowNode getNode(String id) {
        return nodes.get(id);
    }
}
