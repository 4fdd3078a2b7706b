package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Result;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithAksStepTest {
    @TempDir
    Path home;

    private Controller controller;
    private MemoryContext context;

    @BeforeEach
    void start() {
        controller = new Controller(home);
        context = controller.context("3");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private StepExecution started(WithAksStep step) throws Exception {
        StepExecution execution = step.start(context);
        assertThat(execution.start()).isFalse();
        return execution;
    }

    private static WithAksStep step() {
        WithAksStep step = new WithAksStep();
        step.setCredentialsId("azure");
        step.setSubscription("sub");
        step.setResourceGroup("rg");
        step.setLocation("westeurope");
        return step;
    }

    @Test
    void givesItsBodyAContextAndVariables() throws Exception {
        started(step());
        assertThat(context.body().override(AksContext.class).values())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "credentialsId",
                        "azure",
                        "subscription",
                        "sub",
                        "resourceGroup",
                        "rg",
                        "location",
                        "westeurope"));
        EnvVars variables = new EnvVars();
        context.body().override(EnvironmentExpander.class).expand(variables);
        assertThat(variables)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("AKS_SUBSCRIPTION", "sub", "AKS_RESOURCE_GROUP", "rg", "AKS_LOCATION", "westeurope"));
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void anInnerBlockGoesBeforeTheOuterOne() throws Exception {
        EnvironmentExpander outerVariables =
                EnvironmentExpander.constant(Map.of("OTHER", "x", "AKS_RESOURCE_GROUP", "outer"));
        context.with(
                        AksContext.class,
                        AksContext.empty().withResourceGroup("outer").withCluster("outer"))
                .with(EnvironmentExpander.class, outerVariables);
        started(step());
        AksContext inside = context.body().override(AksContext.class);
        assertThat(inside.resourceGroup()).isEqualTo("rg");
        assertThat(inside.cluster()).isEqualTo("outer");
        EnvVars variables = new EnvVars();
        context.body().override(EnvironmentExpander.class).expand(variables);
        assertThat(variables).containsEntry("OTHER", "x").containsEntry("AKS_RESOURCE_GROUP", "rg");
    }

    @Test
    void endsAsItsBodyEnds() throws Exception {
        started(step());
        context.body().succeed(5);
        assertThat(context.ends()).containsExactly(5);
    }

    @Test
    void aStopStopsTheBody() throws Exception {
        StepExecution execution = started(step());
        FlowInterruptedException cause = new FlowInterruptedException(Result.ABORTED);
        execution.stop(cause);
        assertThat(context.ends()).containsExactly(cause);
    }

    @Test
    void refusesAnEmptyCredentialAndAnUnknownCloud() {
        WithAksStep empty = step();
        empty.setCredentialsId(" ");
        assertThatThrownBy(() -> empty.start(context).start())
                .isInstanceOf(AbortException.class)
                .hasCauseInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("credentialsId:");
        WithAksStep unknown = step();
        unknown.setCloud("Mars");
        assertThatThrownBy(() -> unknown.start(context).start())
                .isInstanceOf(AbortException.class)
                .hasCauseInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("allowed: Azure, AzureChina, AzureUSGovernment");
        assertThat(context.body()).isNull();
    }

    @Test
    void theSnippetOfAFormWithoutACredentialHasNone() {
        WithAksStep step = step();
        step.setCredentialsId("");
        assertThat(step.getCredentialsId()).isNull();
        assertThatThrownBy(() -> step.start(context).start()).hasMessageStartingWith("credentialsId:");
    }

    @Test
    void mayStandInDeclarativeOptions() {
        WithAksStep.DescriptorImpl descriptor = new WithAksStep.DescriptorImpl();
        assertThat(descriptor.getRequiredContext().contains(FilePath.class)).isFalse();
        assertThat(descriptor.getRequiredContext().contains(Launcher.class)).isFalse();
        assertThat(descriptor.getProvidedContext().contains(AksContext.class)).isTrue();
        assertThat(descriptor.takesImplicitBlockArgument()).isTrue();
    }

    @Test
    void whatIsSavedIsPlain() throws Exception {
        StepExecution execution = started(step());
        assertThat(controller.kill(execution)).isNotNull();
        AksContext inside = context.body().override(AksContext.class);
        assertThat(controller.kill(inside)).isEqualTo(inside).isNotSameAs(inside);
    }
}
