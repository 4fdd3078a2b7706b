package io.jenkins.plugins.aks.fleet;

import io.jenkins.plugins.aks.azure.RoleAssignment;
import io.jenkins.plugins.aks.azure.RoleGrant;
import io.jenkins.plugins.aks.azure.WhoAmI;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Optional;

/** Gives the caller the role on the fleet that its hub asks for (W162). Whether it counts already, the hub itself tells. */
final class HubRole implements Operation<AksSession> {
    private final String fleetId;

    HubRole(String fleetId) {
        this.fleetId = fleetId;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return assignment(session).advance(session, journal);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        return assignment(session).abort(session, journal, how);
    }

    private RoleAssignment<AksSession> assignment(AksSession session) throws OperationException, TransientException {
        WhoAmI caller = session.caller();
        RoleGrant grant = new RoleGrant(fleetId, FleetCreate.ROLE_ID, caller.objectId(), caller.principalType());
        return new RoleAssignment<>(grant, AksSession.ACCESS, Optional.empty());
    }
}
