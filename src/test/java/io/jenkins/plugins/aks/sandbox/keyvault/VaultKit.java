package io.jenkins.plugins.aks.sandbox.keyvault;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.Rights;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.plugins.aks.sandbox.Somebody;
import java.time.Duration;

/** A sandbox with a vault in it, and somebody who uses it. */
final class VaultKit {
    static final String API = "2023-07-01";
    static final String RBAC = "'enableRbacAuthorization':true,";

    final SimulatedCloud cloud;
    final String group;

    VaultKit(SimulatedCloud cloud) {
        this.cloud = cloud;
        this.group = cloud.group("lab");
        cloud.put(group, SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
    }

    String path(String name) {
        return group + "/providers/Microsoft.KeyVault/vaults/" + name;
    }

    /** @param properties those besides tenant and sku, each followed by a comma */
    Answer put(String name, String properties) {
        return cloud.put(path(name), API, body(properties));
    }

    String body(String properties) {
        return "{'location':'westeurope','properties':{" + properties + "'tenantId':'"
                + cloud.sandbox.credentials().tenantId() + "','sku':{'family':'A','name':'standard'}}}";
    }

    /** @return the URL of its data plane */
    String make(String name, String properties) {
        Answer made = put(name, properties);
        cloud.pass(Duration.ofSeconds(30));
        return made.text("/properties/vaultUri").replaceAll("/$", "");
    }

    void role(Somebody who, String vault, String guid) {
        cloud.put(
                path(vault) + "/providers/Microsoft.Authorization/roleAssignments/"
                        + cloud.sandbox.ids().guid(who.objectId() + guid),
                "2022-04-01",
                "{'properties':{'roleDefinitionId':'" + cloud.subscription()
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + guid + "','principalId':'"
                        + who.objectId() + "','principalType':'ServicePrincipal'}}");
    }

    void rolesCount() {
        cloud.pass(Rights.PROPAGATION.plus(VaultGuard.REMEMBERED).plusSeconds(1));
    }
}
