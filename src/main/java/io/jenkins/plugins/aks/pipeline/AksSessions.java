package io.jenkins.plugins.aks.pipeline;

import hudson.model.Run;
import io.jenkins.plugins.aks.azure.AzureClients;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.azure.ProxySettings;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SessionSource;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Makes the sessions of one step from plain settings; the credential is looked up anew each time. */
final class AksSessions implements SessionSource<AksSession> {
    private final Run<?, ?> build;
    private final Log log;
    private final StepScope scope;
    private final StepVariables variables;
    private final Workspace workspace;
    private final UnstableMark mark;

    AksSessions(Run<?, ?> build, Log log, StepScope scope, StepContext context) {
        this.build = build;
        this.log = log;
        this.scope = scope;
        this.variables = new StepVariables(context);
        this.workspace = new AgentWorkspace(context);
        this.mark = new UnstableMark(context);
    }

    /** The scope with the credential's own subscription, where nothing else names one. */
    StepScope complete() throws InvalidParameterException {
        if (scope.context().subscription() != null) {
            return scope;
        }
        return scope.withSubscription(
                new BuildCredentials(build).find(scope.credentialsId()).subscription());
    }

    @Override
    public AksSession open() throws OperationException {
        FoundCredential found = new BuildCredentials(build).find(scope.credentialsId());
        String cloudName = scope.context().cloud();
        Cloud cloud = AksGlobalConfiguration.cloudNamed(cloudName == null ? found.cloud() : cloudName);
        ProxySettings proxy = JenkinsProxy.settings();
        AzureClients clients = AzureClients.of(cloud, found.identity(), proxy);
        WriteGate gate = WriteGate.open();
        Clock clock = EngineHolder.clock();
        String subscription = subscription(found);
        return new LiveSession(
                clock,
                log,
                gate,
                clients,
                subscription,
                clients.arm(gate),
                new ClusterAccess(clients, proxy, gate, clock),
                new RegistryAccess(clients, subscription, gate, clock),
                tags(),
                variables,
                new BuildSecrets(build),
                workspace,
                mark);
    }

    private String subscription(FoundCredential found) throws InvalidParameterException {
        return scope.withSubscription(scope.context().subscription() == null ? found.subscription() : null)
                .subscription();
    }

    private Map<String, String> tags() {
        String expires = scope.context().expires();
        return Tags.of(buildUrl(), expires == null ? null : Instant.parse(expires));
    }

    private String buildUrl() {
        return Jenkins.get().getRootUrl() == null ? build.getUrl() : build.getAbsoluteUrl();
    }
}
