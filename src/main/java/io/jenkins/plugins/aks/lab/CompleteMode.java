package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the mode Complete would delete: named in the log, and refused where it is not ours. */
final class CompleteMode {
    private CompleteMode() {}

    /**
     * @param group the id of the resource group
     * @param validated what the service said of the template
     */
    static void check(AksSession session, String group, JsonNode validated)
            throws OperationException, TransientException {
        Set<String> kept = new HashSet<>();
        for (JsonNode each : validated.at("/properties/validatedResources")) {
            kept.add(each.path("id").asText().toLowerCase(Locale.ROOT));
        }
        List<String> ours = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        for (JsonNode each : session.arm().list(group + "/resources", ApiVersions.RESOURCES)) {
            if (!kept.contains(each.path("id").asText().toLowerCase(Locale.ROOT))) {
                (Tags.isOurs(each) ? ours : foreign)
                        .add(each.path("type").asText() + " "
                                + each.path("name").asText());
            }
        }
        if (!foreign.isEmpty()) {
            throw new OperationException("azureDeploy: mode: 'Complete' would delete " + String.join(", ", foreign)
                    + ", which the template does not have and which do not carry the tag created-by=" + Tags.US
                    + ", so nothing was deployed. Add them to the template, move or delete them, or use Incremental.");
        }
        if (!ours.isEmpty()) {
            session.log().line("Mode Complete will delete " + String.join(", ", ours) + ".");
        }
    }
}
