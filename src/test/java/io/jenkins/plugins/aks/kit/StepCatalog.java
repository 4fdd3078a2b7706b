package io.jenkins.plugins.aks.kit;

import hudson.Extension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Every step of the plugin, as Jenkins finds them: by the index of extensions. */
final class StepCatalog {
    private StepCatalog() {}

    static List<StepDescriptor> all() {
        List<StepDescriptor> steps = new ArrayList<>();
        try {
            for (IndexItem<Extension, Object> item :
                    Index.load(Extension.class, Object.class, StepCatalog.class.getClassLoader())) {
                if (StepDescriptor.class.isAssignableFrom(Class.forName(item.className()))) {
                    steps.add((StepDescriptor) item.instance());
                }
            }
        } catch (InstantiationException | ClassNotFoundException e) {
            throw new AssertionError("the index of extensions names what cannot be made", e);
        }
        steps.sort(Comparator.comparing(StepDescriptor::getFunctionName));
        return steps;
    }
}
