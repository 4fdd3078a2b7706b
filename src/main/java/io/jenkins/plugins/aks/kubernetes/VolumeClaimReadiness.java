package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** The claim exists: many storage classes bind it only with its first pod, so that waiting for it could never end. */
final class VolumeClaimReadiness implements Readiness {

    @Override
    public ReadyState of(JsonNode claim) {
        return claim.at("/status/phase").asText().equals("Lost")
                ? ReadyState.failed("the volume of the claim is lost")
                : ReadyState.READY;
    }
}
