package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;

/** What a deployment did, resource by resource. */
final class DeploymentOperations {
    static final String DEPLOYMENT = "Microsoft.Resources/deployments";

    private final Arm arm;

    DeploymentOperations(Arm arm) {
        this.arm = arm;
    }

    /** @param path the id of a deployment; in a resource group the documented path of its operations has no provider */
    List<JsonNode> list(String path) throws OperationException, TransientException {
        String plain = path.contains("/resourceGroups/")
                ? path.replace("/providers/" + DEPLOYMENT + "/", "/deployments/")
                : path;
        return arm.list(plain + "/operations", ApiVersions.RESOURCES);
    }
}
