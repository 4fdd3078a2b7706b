package io.jenkins.plugins.aks.harness;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.PluginWrapper;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real controller, with a class loader for each plugin, takes the plugin and offers its steps. */
class InstalledTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @Test
    void everyStepIsOffered() throws Throwable {
        controller.then(InstalledTest::checkSteps);
    }

    private static void checkSteps(JenkinsRule r) throws Throwable {
        PluginWrapper plugin = r.jenkins.pluginManager.getPlugin("aks-pipeline-steps");
        assertNotNull(plugin);
        assertTrue(plugin.isActive());
        assertTrue(r.jenkins.pluginManager.getFailedPlugins().isEmpty());
        for (String step : List.of(
                "withAks", "azureGroup", "aksCreate", "aksNodePool", "kubeGet", "aksLab", "labDestroy", "labSweep")) {
            StepDescriptor descriptor = StepDescriptor.byFunctionName(step);
            assertNotNull(descriptor, step);
            assertNotNull(descriptor.clazz.getResource(descriptor.clazz.getSimpleName() + "/help.html"), step);
        }
    }
}
