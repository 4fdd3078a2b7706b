package io.jenkins.plugins.aks.sandbox.extensions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the service refuses of an extension, and what makes an accepted one fail. */
final class ExtensionRules {
    static final String STORAGE_1 = "microsoft.azurecontainerstorage";
    static final String STORAGE_2 = "microsoft.azurecontainerstoragev2";
    /** The namespaces that each known type of extension may be installed in. */
    private static final Map<String, String> NAMESPACES = Map.of(STORAGE_1, "acstor", STORAGE_2, "kube-system");

    private static final String IO_ENGINE = "acstor.azure.com/io-engine";
    private static final int LEAST_NODES = 3;

    private final ArmContext arm;
    private final Extensions extensions;

    ExtensionRules(ArmContext arm, Extensions extensions) {
        this.arm = arm;
        this.extensions = extensions;
    }

    /** @throws ArmRefusal 409 while anything runs on the cluster, its pools or its extensions */
    void requireIdle(ArmDocument cluster) {
        for (ArmDocument each : extensions.guarded(cluster)) {
            Optional<Operation> running = arm.operations().running(each.id());
            if (running.isPresent()) {
                throw new ArmRefusal(
                        409,
                        "OperationNotAllowed",
                        "Operation is not allowed because there's an in progress operation on " + each.name()
                                + " started at " + running.get().started()
                                + ". Please wait for it to finish before starting a new operation.");
            }
        }
    }

    /** @return the properties as they are kept */
    ObjectNode checked(ArmCall call, ObjectNode body, Optional<ArmDocument> existing) {
        if (!(body.path("properties") instanceof ObjectNode properties)) {
            throw ArmRefusal.invalid("properties", "it is missing.");
        }
        String type = properties.path("extensionType").asText().toLowerCase(Locale.ROOT);
        if (!NAMESPACES.containsKey(type)) {
            throw new ArmRefusal(
                    400,
                    "ExtensionTypeNotFound",
                    "The extension type '" + type + "' is not registered for this cluster. Registered types: "
                            + String.join(
                                    ", ", NAMESPACES.keySet().stream().sorted().toList()) + ".");
        }
        String namespace = properties.at("/scope/cluster/releaseNamespace").asText();
        if (!namespace.equals(NAMESPACES.get(type))) {
            throw ArmRefusal.invalid(
                    "scope.cluster.releaseNamespace",
                    "'" + namespace + "' is not the namespace of " + type + ", which is '" + NAMESPACES.get(type)
                            + "'.");
        }
        existing.ifPresent(found -> {
            if (!found.properties().path("extensionType").asText().equalsIgnoreCase(type)) {
                throw ArmRefusal.invalid("extensionType", "it cannot be changed.");
            }
        });
        for (ArmDocument other : extensions.of(extensions.cluster(call).id())) {
            String otherType = other.properties().path("extensionType").asText();
            if (!other.name().equalsIgnoreCase(call.parameter("extension")) && otherType.equalsIgnoreCase(type)) {
                throw new ArmRefusal(
                        409,
                        "ExtensionTypeAlreadyInstalled",
                        "An extension of type '" + type + "' exists with the name '" + other.name() + "'.");
            }
        }
        properties.put("extensionType", type);
        properties.withObjectProperty("configurationSettings");
        return properties;
    }

    /** Why what was accepted will not come up. */
    Optional<FaultRule.Crash> failure(ArmDocument cluster, ArmDocument extension) {
        String type = extension.properties().path("extensionType").asText();
        String other = type.equals(STORAGE_1) ? STORAGE_2 : STORAGE_1;
        boolean both = extensions.of(cluster.id()).stream()
                .anyMatch(e -> e.properties().path("extensionType").asText().equals(other));
        if (both) {
            return failed("the versions 1 and 2 of Azure Container Storage exclude each other");
        }
        int nodes = 0;
        for (ArmDocument pool : arm.documents().children(cluster.id() + "/agentPools")) {
            JsonNode label = pool.properties().path("nodeLabels").path(IO_ENGINE);
            nodes += label.asText().equals("acstor")
                    ? pool.properties().path("count").asInt()
                    : 0;
        }
        return type.equals(STORAGE_1) && nodes < LEAST_NODES
                ? failed("the pods of the daemon set acstor-io-engine need " + LEAST_NODES + " nodes with the label "
                        + IO_ENGINE + "=acstor, and there are " + nodes)
                : Optional.empty();
    }

    private static Optional<FaultRule.Crash> failed(String why) {
        return Optional.of(new FaultRule.Crash(
                "ExtensionOperationFailed",
                "The extension operation failed with the following error: Error: [ InnerError: [Helm installation"
                        + " failed : " + why + " ]] occurred while doing the operation : [Create] on the config."));
    }
}
