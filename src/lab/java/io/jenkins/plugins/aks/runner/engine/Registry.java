package io.jenkins.plugins.aks.runner.engine;

import io.jenkins.plugins.aks.runner.model.Binder;
import io.jenkins.plugins.aks.runner.model.Catalog;
import io.jenkins.plugins.aks.runner.model.Signature;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** All steps by name. A plugin's step hides one of the lab's own. */
public final class Registry implements Catalog {

    private final SortedMap<String, StepDefinition> steps = new TreeMap<>();

    /**
     * @param descriptors of the plugins' steps
     * @param own what the lab supplies
     */
    public Registry(
            Collection<? extends StepDescriptor> descriptors, Binder binder, Collection<? extends StepDefinition> own) {
        own.forEach(this::add);
        descriptors.forEach(descriptor -> add(new PluginStep(descriptor, binder)));
    }

    private void add(StepDefinition step) {
        steps.put(step.signature().name(), step);
    }

    public Optional<StepDefinition> find(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    @Override
    public Optional<Signature> signature(String step) {
        return find(step).map(StepDefinition::signature);
    }

    @Override
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(steps.keySet()));
    }
}
