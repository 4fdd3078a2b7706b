package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * What Azure Resource Manager answered.
 *
 * @param headers by lower-case name
 * @param body an empty object where the answer had none
 */
public record ArmResponse(int status, Map<String, String> headers, ObjectNode body) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
    }

    /** {@code properties.provisioningState}, where there is one. */
    public Optional<String> provisioningState() {
        return Optional.ofNullable(body.at("/properties/provisioningState").textValue());
    }
}
