package io.jenkins.plugins.aks.sandbox.monitor;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedKind;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedOperations;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedRoutes;
import java.util.List;

/** What observes a cluster: Monitor accounts, Log Analytics, Grafana, data collection and Prometheus rules. */
public final class MonitorProvider implements ArmProvider {
    @Override
    public void install(ArmContext arm) {
        Associations associations = new Associations(arm);
        Grafanas grafanas = new Grafanas(arm);
        Accounts accounts = new Accounts(arm);
        List<TrackedKind> kinds = List.of(
                accounts,
                new Workspaces(arm),
                grafanas,
                new CollectionEndpoints(arm),
                new CollectionRules(arm, associations),
                new RuleGroups(arm));
        TrackedOperations operations = new TrackedOperations(arm, kinds);
        kinds.forEach(kind -> new TrackedRoutes(arm, kind, operations).add());
        new AssociationRoutes(arm, associations).add();
        new RecommendationRoutes(arm).add();
        grafanas.reopen();
        accounts.reopen();
    }
}
