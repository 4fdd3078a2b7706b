package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a template is deployed.
 *
 * @param subscription the answer of {@code subscription()}
 * @param group the answer of {@code resourceGroup()}
 * @param deployment the answer of {@code deployment()}, without its template
 * @param deployer the answer of {@code deployer()}
 * @param environment the answer of {@code environment()}
 */
public record Place(
        ObjectNode subscription, ObjectNode group, ObjectNode deployment, ObjectNode deployer, ObjectNode environment) {

    String subscriptionId() {
        return subscription.path("subscriptionId").asText();
    }

    public String groupName() {
        return group.path("name").asText();
    }

    public String groupId() {
        return group.path("id").asText();
    }
}
