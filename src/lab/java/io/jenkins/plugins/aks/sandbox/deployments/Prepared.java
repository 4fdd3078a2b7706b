package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.template.Place;
import io.jenkins.plugins.aks.sandbox.template.PlannedResource;
import io.jenkins.plugins.aks.sandbox.template.Positions;
import io.jenkins.plugins.aks.sandbox.template.Template;
import java.util.List;

/**
 * A deployment that was found good.
 *
 * @param values of all parameters
 * @param shown the parameters as the deployment shows them
 */
record Prepared(
        Template template,
        Place place,
        ObjectNode values,
        ObjectNode shown,
        List<PlannedResource> resources,
        Positions positions) {}
