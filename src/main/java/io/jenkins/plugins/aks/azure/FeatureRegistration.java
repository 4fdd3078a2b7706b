package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A preview feature of a resource provider is registered with a subscription, and the provider knows (W135, W136). The
 * provider is refreshed only after the feature is registered: before that it changes nothing (azure-operations 10).
 *
 * @param <S> the session
 */
public final class FeatureRegistration<S> implements Operation<S> {
    private static final String ASKED = "registerAsked";
    private static final String REFRESHED = "providerRefreshed";
    private static final Duration POLL = Duration.ofSeconds(30);

    private final String subscription;
    private final String namespace;
    private final String feature;
    private final boolean refresh;
    private final ArmAccess<S> access;
    private final Function<S, Log> log;

    /** @param refresh also refresh the provider where the feature was registered before */
    public FeatureRegistration(
            String subscription,
            String namespace,
            String feature,
            boolean refresh,
            ArmAccess<S> access,
            Function<S, Log> log) {
        this.subscription = subscription;
        this.namespace = namespace;
        this.feature = feature;
        this.refresh = refresh;
        this.access = access;
        this.log = log;
    }

    private String subject() {
        return "feature " + namespace + "/" + feature;
    }

    private String path() {
        return "/subscriptions/" + subscription + "/providers/Microsoft.Features/providers/" + namespace + "/features/"
                + feature;
    }

    @Override
    public Turn advance(S session, Journal journal) throws Exception {
        Arm arm = access.arm().apply(session);
        String state = state(arm);
        if (state.equalsIgnoreCase("Registered")) {
            return refreshed(session, arm, journal);
        }
        if (state.equalsIgnoreCase("NotRegistered") || state.equalsIgnoreCase("Unregistered")) {
            if (journal.get(ASKED).isEmpty()) {
                log.apply(session).line("registering the " + subject() + "; this takes minutes, some hours");
            }
            journal.put(ASKED, "true").save();
            arm.post(path() + "/register", ApiVersions.FEATURES, null);
            return Turn.again(POLL, subject() + ": registering");
        }
        String approval = state.equalsIgnoreCase("Pending") ? ", which Microsoft has to approve" : "";
        return Turn.again(POLL, subject() + ": " + state + approval);
    }

    private String state(Arm arm) throws OperationException, TransientException {
        Optional<ArmResponse> found = arm.find(path(), ApiVersions.FEATURES);
        if (found.isEmpty()) {
            throw new OperationException(
                    subject() + ": the provider has no such feature. Check the spelling; features that became generally"
                            + " available are taken away, and need no registration.",
                    Map.of("code", "FeatureNotFound", "feature", feature, "namespace", namespace),
                    null);
        }
        return found.get().body().at("/properties/state").asText("NotRegistered");
    }

    private Turn refreshed(S session, Arm arm, Journal journal)
            throws OperationException, TransientException, IOException {
        boolean due = refresh || journal.get(ASKED).isPresent();
        String provider = "/subscriptions/" + subscription + "/providers/" + namespace;
        if (due && journal.get(REFRESHED).isEmpty()) {
            log.apply(session).line("refreshing the resource provider " + namespace + ", so that it sees the feature");
            arm.post(provider + "/register", ApiVersions.RESOURCES, null);
            journal.put(REFRESHED, "true").save();
            return Turn.again(Duration.ZERO, "resource provider " + namespace + ": refreshing");
        }
        String state = arm.get(provider, ApiVersions.RESOURCES)
                .body()
                .path("registrationState")
                .asText("Registered");
        if (!state.equalsIgnoreCase("Registered")) {
            return Turn.again(POLL, "resource provider " + namespace + ": " + state);
        }
        return Turn.done(Map.of("name", namespace + "/" + feature, "state", "Registered", "changed", due));
    }

    /** A registration can't be called back half-way, and changes nothing that runs. */
    @Override
    public Turn abort(S session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(ASKED).isPresent()
                        ? "the " + subject() + " is being registered; the service goes on by itself"
                        : "the " + subject() + " was not changed");
    }
}
