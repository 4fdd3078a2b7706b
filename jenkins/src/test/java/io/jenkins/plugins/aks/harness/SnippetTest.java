package io.jenkins.plugins.aks.harness;

import io.jenkins.plugins.aks.cluster.AksCreateStep;
import io.jenkins.plugins.aks.cluster.AksNodePoolStep;
import io.jenkins.plugins.aks.lab.AksLabStep;
import io.jenkins.plugins.aks.lab.AzureGroupStep;
import io.jenkins.plugins.aks.lab.LabDestroyStep;
import io.jenkins.plugins.aks.lab.LabSweepStep;
import io.jenkins.plugins.aks.pipeline.WithAksStep;
import io.jenkins.plugins.aks.workload.KubeGetStep;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The Snippet Generator prints what was changed and nothing else, and what it prints makes the same step. */
@WithJenkins
class SnippetTest {
    private static final String BLOCK = " {\n    // some block\n}";

    private SnippetizerTester snippets;

    @BeforeEach
    void start(JenkinsRule r) {
        snippets = new SnippetizerTester(r);
    }

    @Test
    void withAks() throws Exception {
        WithAksStep step = new WithAksStep();
        step.setCluster("demo");
        step.setCredentialsId("azure-lab");
        snippets.assertRoundTrip(step, "withAks(cluster: 'demo', credentialsId: 'azure-lab')" + BLOCK);
    }

    @Test
    void azureGroup() throws Exception {
        AzureGroupStep step = new AzureGroupStep("lab");
        snippets.assertRoundTrip(step, "azureGroup 'lab'");
        step.setLocation("eastus");
        step.setTags(Map.of("team", "platform"));
        snippets.assertRoundTrip(step, "azureGroup location: 'eastus', name: 'lab', tags: [team: 'platform']");
    }

    @Test
    void aksCreate() throws Exception {
        AksCreateStep step = new AksCreateStep("demo");
        snippets.assertRoundTrip(step, "aksCreate 'demo'");
        step.setNodeCount(3);
        step.setZones(List.of("1", "2"));
        step.setTimeLimit("45m");
        snippets.assertRoundTrip(step, "aksCreate name: 'demo', nodeCount: 3, timeLimit: '45m', zones: ['1', '2']");
    }

    @Test
    void aksNodePool() throws Exception {
        AksNodePoolStep step = new AksNodePoolStep("userpool");
        snippets.assertRoundTrip(step, "aksNodePool 'userpool'");
        step.setCount(2);
        step.setTaints(List.of("CriticalAddonsOnly=true:NoSchedule"));
        snippets.assertRoundTrip(
                step, "aksNodePool count: 2, name: 'userpool', taints: ['CriticalAddonsOnly=true:NoSchedule']");
    }

    @Test
    void kubeGet() throws Exception {
        KubeGetStep step = new KubeGetStep("pods");
        snippets.assertRoundTrip(step, "kubeGet 'pods'");
        step.setNamespace("kube-system");
        step.setDescribe(true);
        snippets.assertRoundTrip(step, "kubeGet describe: true, kind: 'pods', namespace: 'kube-system'");
    }

    @Test
    void labs() throws Exception {
        snippets.assertRoundTrip(new AksLabStep("2h"), "aksLab('2h')" + BLOCK);
        snippets.assertRoundTrip(new LabDestroyStep(), "labDestroy()");
        LabSweepStep sweep = new LabSweepStep();
        sweep.setDryRun(true);
        snippets.assertRoundTrip(sweep, "labSweep dryRun: true");
    }
}
