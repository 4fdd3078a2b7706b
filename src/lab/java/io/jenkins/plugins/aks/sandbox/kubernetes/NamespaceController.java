package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The permanent namespaces, what each namespace comes with, and emptying those that are going away. */
final class NamespaceController implements Controller {
    private static final ResourceType NAMESPACES = BuiltInTypes.kind("Namespace");
    private static final ResourceType ACCOUNTS = BuiltInTypes.kind("ServiceAccount");
    private static final ResourceType MAPS = BuiltInTypes.kind("ConfigMap");

    private final ControlPlane plane;
    private final ResourceTypes types;

    NamespaceController(ControlPlane plane, ResourceTypes types) {
        this.plane = plane;
        this.types = types;
    }

    @Override
    public void reconcile() {
        for (String name : List.of("default", "kube-node-lease", "kube-public", "kube-system")) {
            if (plane.get(NAMESPACES, "", name).isEmpty()) {
                ObjectNode namespace = Json.object().put("kind", "Namespace").put("apiVersion", "v1");
                Meta.of(namespace).put("name", name);
                plane.create(NAMESPACES, namespace);
            }
        }
        for (ObjectNode namespace : plane.list(NAMESPACES)) {
            if (Meta.deleting(namespace)) {
                empty(namespace);
            } else {
                furnish(Meta.name(namespace));
            }
        }
    }

    private void furnish(String namespace) {
        if (plane.get(ACCOUNTS, namespace, "default").isEmpty()) {
            ObjectNode account = Json.object().put("kind", "ServiceAccount").put("apiVersion", "v1");
            Meta.of(account).put("name", "default").put("namespace", namespace);
            plane.create(ACCOUNTS, account);
        }
        if (plane.get(MAPS, namespace, "kube-root-ca.crt").isEmpty()) {
            ObjectNode map = Json.object().put("kind", "ConfigMap").put("apiVersion", "v1");
            Meta.of(map).put("name", "kube-root-ca.crt").put("namespace", namespace);
            map.putObject("data").put("ca.crt", "");
            plane.create(MAPS, map);
        }
    }

    private void empty(ObjectNode namespace) {
        String name = Meta.name(namespace);
        boolean anything = false;
        for (ResourceType type : types.stored()) {
            if (!type.namespaced()) {
                continue;
            }
            for (JsonNode object : plane.list(type, name)) {
                plane.delete(type, object);
                // Events tell of the end itself, so they are no reason to wait.
                anything |= !type.kind().equals("Event");
            }
        }
        if (anything) {
            return;
        }
        BuiltInTypes.ALL.stream().filter(type -> type.kind().equals("Event")).forEach(type -> plane.list(type, name)
                .forEach(event -> plane.remove(type, event)));
        if (Json.at(namespace, "metadata", "finalizers").isEmpty()) {
            plane.remove(NAMESPACES, namespace);
        }
    }
}
