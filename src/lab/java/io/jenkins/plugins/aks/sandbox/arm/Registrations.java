package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Which resource providers the subscription may use. */
public final class Registrations {
    private static final String KIND = "register";

    private final ArmContext arm;

    Registrations(ArmContext arm) {
        this.arm = arm;
        arm.operations().onCompletion(KIND, o -> set(o.target(), "Registered"));
    }

    /** Registered, Registering, Unregistering, Unregistered or NotRegistered. */
    public String state(String namespace) {
        return arm.sandbox()
                .store()
                .get(key(namespace))
                .map(d -> d.path("state").asText())
                .orElseGet(() -> arm.types()
                                .find(namespace)
                                .orElseThrow()
                                .path("registered")
                                .asBoolean()
                        ? "Registered"
                        : "NotRegistered");
    }

    public void set(String namespace, String state) {
        ObjectNode document = Json.object().put("state", state);
        arm.sandbox().store().put(key(namespace), document);
    }

    public void register(String namespace) {
        if (!state(namespace).equals("Registered") && !state(namespace).equals("Registering")) {
            set(namespace, "Registering");
            arm.operations().begin(KIND, namespace, "", Duration.ofMinutes(1), Optional.empty());
        }
    }

    /** @throws ArmRefusal 409 unless the subscription may use it; while registering it may not yet */
    public void require(String namespace) {
        if (!state(namespace).equals("Registered")) {
            throw new ArmRefusal(
                    409,
                    "MissingSubscriptionRegistration",
                    "The subscription is not registered to use namespace '" + namespace
                            + "'. See https://aka.ms/rps-not-found for how to register subscriptions.",
                    namespace);
        }
    }

    private static String key(String namespace) {
        return "registration/" + namespace.toLowerCase(Locale.ROOT);
    }
}
