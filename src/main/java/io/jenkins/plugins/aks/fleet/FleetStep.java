package io.jenkins.plugins.aks.fleet;

import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksStep;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameter that all steps about an existing fleet have. */
public abstract class FleetStep extends AksStep {
    private String fleet;

    /** The id of the fleet that the step, or a block around it, names. */
    final String fleetId(AksScope scope) throws InvalidParameterException {
        return Fleets.id(scope, fleet == null ? scope.fleet().orElse(null) : fleet, "fleet");
    }

    public String getFleet() {
        return fleet;
    }

    @DataBoundSetter
    public void setFleet(String fleet) {
        this.fleet = Util.fixEmptyAndTrim(fleet);
    }
}
