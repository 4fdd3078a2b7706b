package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says of each CustomResourceDefinition that its resource is served. */
final class DefinitionController implements Controller {
    private static final ResourceType DEFINITIONS = BuiltInTypes.kind("CustomResourceDefinition");

    private final ControlPlane plane;

    DefinitionController(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public void reconcile() {
        for (ObjectNode definition : plane.list(DEFINITIONS)) {
            if (Conditions.isTrue(definition, "Established")) {
                continue;
            }
            Conditions.set(definition, "NamesAccepted", true, "NoConflicts", "no conflicts found", plane.now());
            Conditions.set(
                    definition,
                    "Established",
                    true,
                    "InitialNamesAccepted",
                    "the initial names have been accepted",
                    plane.now());
            ObjectNode status = Json.child(definition, "status");
            status.set("acceptedNames", definition.path("spec").path("names").deepCopy());
            definition.path("spec").path("versions").forEach(version -> {
                if (version.path("storage").asBoolean() && !status.has("storedVersions")) {
                    status.putArray("storedVersions").add(Json.text(version, "name"));
                }
            });
            plane.save(DEFINITIONS, definition);
        }
    }
}
