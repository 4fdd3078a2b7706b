package io.jenkins.plugins.aks.runner.engine;

import io.jenkins.plugins.aks.runner.model.Signature;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that a script can call: one of a plugin, or one that the lab supplies because Jenkins has it everywhere. */
public interface StepDefinition {

    Signature signature();

    Set<? extends Class<?>> requiredContext();

    /** Whether the result is kept, so that a resumed run does not do the step again. Never for a call with a block. */
    boolean recorded();

    /** Makes the step from its arguments; must not do anything yet. */
    StepExecution execution(Map<String, Object> arguments, LabContext context) throws Exception;
}
