package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;

/** Requests that the cloud makes of itself for somebody, such as those of a deployment. */
@FunctionalInterface
public interface ArmRequests {

    /**
     * Answers as if the caller had sent the request: with all checks, and with an error as its answer.
     *
     * @param caller the claims of an access token that was accepted
     */
    WebResponse answer(WebRequest request, ObjectNode caller);
}
