package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers resource providers with a subscription: new subscriptions lack most of them. */
public final class ProviderRegistration {
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration NEXT = Duration.ofSeconds(1);

    private ProviderRegistration() {}

    /**
     * One turn's worth of work towards all of them being registered: one is asked for in a turn, and all are waited for
     * together, since each takes a minute or two.
     *
     * @param namespaces e.g. {@code Microsoft.ContainerService}
     * @return what is waited for; empty once all are registered
     */
    public static Optional<Turn> ensure(Arm arm, Log log, String subscription, List<String> namespaces)
            throws OperationException, TransientException {
        Optional<Turn> waiting = Optional.empty();
        for (String namespace : namespaces) {
            String path = "/subscriptions/" + subscription + "/providers/" + namespace;
            String state = arm.get(path, ApiVersions.RESOURCES)
                    .body()
                    .path("registrationState")
                    .asText("NotRegistered");
            if ("Registered".equals(state)) {
                continue;
            }
            if (!"Registering".equals(state)) {
                log.line("registering the resource provider " + namespace + " with subscription " + subscription);
                register(arm, path, namespace);
                return Optional.of(Turn.again(NEXT, "resource provider " + namespace + ": registering"));
            }
            waiting = Optional.of(Turn.again(POLL, "resource provider " + namespace + ": registering"));
        }
        return waiting;
    }

    private static void register(Arm arm, String path, String namespace) throws OperationException, TransientException {
        try {
            arm.post(path + "/register", ApiVersions.RESOURCES, null);
        } catch (ArmException refused) {
            throw new OperationException(
                    "resource provider " + namespace + ": not registered with the subscription, and registering it was"
                            + " refused: " + refused.getMessage() + " Ask an owner of the subscription to register it.",
                    Map.of("code", refused.code(), "namespace", namespace),
                    refused);
        }
    }
}
