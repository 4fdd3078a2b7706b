package io.jenkins.plugins.aks.sandbox.tracked;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.time.Duration;

/** A type of top-level resource: what is its own among resources that are otherwise all alike. */
public interface TrackedKind {

    /** e.g. {@code Microsoft.Monitor/accounts}. */
    String type();

    /** The name of its schema in {@code /sandbox/schema}. */
    String schema();

    /** What a name must match. */
    String names();

    /** How long a PUT that creates takes; zero where it is answered at once. */
    default Duration createTime() {
        return Duration.ZERO;
    }

    /** How long a PUT or PATCH of one that exists takes; zero where it is answered at once. */
    default Duration updateTime() {
        return Duration.ZERO;
    }

    /** The state of one that is being made. */
    default String creating() {
        return "Creating";
    }

    /** Where a running operation is followed; empty where only the resource's state tells. */
    default String operationStatuses() {
        return "";
    }

    /**
     * Refuses what the service refuses, then fills in what it fills in.
     *
     * @param document with what the request says merged in; not saved yet
     */
    void complete(ArmCall call, ArmDocument document, boolean creates);

    /** What it is once it has been made. */
    default void made(ArmDocument document) {}

    /** Refuses to delete what must stay. */
    default void requireDeletable(ArmCall call, ArmDocument document) {}

    /** Takes away what belongs to it. */
    default void removed(ArmDocument document) {}

    /** As clients see it. */
    default ObjectNode shown(ArmDocument document) {
        return document.resource();
    }
}
