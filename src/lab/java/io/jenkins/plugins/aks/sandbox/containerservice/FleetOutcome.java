package io.jenkins.plugins.aks.sandbox.containerservice;

import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.Operation;

/** How a fleet or member looks when an operation on it has ended. */
final class FleetOutcome {
    private FleetOutcome() {}

    static void settle(ArmDocument document, Operation operation) {
        document.state(operation.status());
        var status = document.properties().putObject("status").put("lastOperationId", operation.id());
        if (operation.status().equals("Failed")) {
            operation.crash().ifPresent(crash -> status.putObject("lastOperationError")
                    .put("code", crash.code())
                    .put("message", crash.message()));
        }
    }
}
