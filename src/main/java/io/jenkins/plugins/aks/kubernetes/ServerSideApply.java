package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;

/**
 * Server-side apply with one field manager, so that fields that a later manifest drops are removed, and by force, so that
 * fields taken over from kubectl do not conflict (azure-operations, "kubectl semantics").
 */
public final class ServerSideApply {
    public static final String FIELD_MANAGER = "aks-pipeline-steps";

    private final KubernetesClient client;
    private final KindLookup kinds;

    public ServerSideApply(KubernetesClient client) {
        this.client = client;
        this.kinds = new KindLookup(client);
    }

    /** @param changed false where the object was as wanted already: its resourceVersion stayed */
    public record Applied(GenericKubernetesResource object, boolean created, boolean changed) {}

    /**
     * @param namespace for objects of namespaced kinds that name none
     */
    public Applied apply(GenericKubernetesResource object, String namespace)
            throws OperationException, TransientException {
        ResourceDefinitionContext kind = kinds.of(object.getApiVersion(), object.getKind());
        String target = target(object, kind, namespace);
        Resource<GenericKubernetesResource> resource = resource(object, kind, namespace);
        GenericKubernetesResource before = KubernetesErrors.call("get " + target, resource::get);
        GenericKubernetesResource after = KubernetesErrors.call(
                "apply " + target,
                () -> resource.fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply());
        boolean same = before != null && version(before).equals(version(after));
        return new Applied(after, before == null, !same);
    }

    private Resource<GenericKubernetesResource> resource(
            GenericKubernetesResource object, ResourceDefinitionContext kind, String namespace) {
        if (!kind.isNamespaceScoped()) {
            return client.genericKubernetesResources(kind).resource(object);
        }
        return client.genericKubernetesResources(kind)
                .inNamespace(namespaceOf(object, namespace))
                .resource(object);
    }

    private static String target(GenericKubernetesResource object, ResourceDefinitionContext kind, String namespace) {
        String name = object.getMetadata().getName();
        return object.getKind() + " " + (kind.isNamespaceScoped() ? namespaceOf(object, namespace) + "/" + name : name);
    }

    private static String namespaceOf(GenericKubernetesResource object, String namespace) {
        String own = object.getMetadata().getNamespace();
        return own == null || own.isEmpty() ? namespace : own;
    }

    private static String version(GenericKubernetesResource object) {
        return String.valueOf(object.getMetadata().getResourceVersion());
    }
}
