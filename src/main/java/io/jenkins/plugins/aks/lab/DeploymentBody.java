package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes what is sent to validate and to deploy: the template, its parameters, the mode, and the deployment's own tags. */
final class DeploymentBody {
    /** Tells the deployment of one call of the step from those of others that have the same name. */
    static final String RUN = "build-step";

    private static final int LONGEST_TAG = 256;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final DeploySpec spec;

    DeploymentBody(DeploySpec spec) {
        this.spec = spec;
    }

    /** Refuses what can be refused without a session: wrong parameters of a template that is known by now. */
    void check() throws InvalidParameterException {
        spec.checkSecrets();
        Optional<ObjectNode> template = spec.source().known();
        if (template.isPresent() && spec.parametersFile() == null) {
            ObjectNode given = given();
            addPlaceholders(given);
            check(template.get(), given);
        }
    }

    /** The built-in template's own parameters are known only to a session. */
    private void addPlaceholders(ObjectNode given) {
        if (spec.source() instanceof TemplateSource.BuiltIn) {
            for (String name : LabTemplate.OWN) {
                if (!given.has(name)) {
                    given.putObject(name);
                }
            }
        }
    }

    /** @param deployed the deployment of this name that succeeded before */
    ObjectNode of(AksSession session, Secrets secrets, Optional<ObjectNode> deployed)
            throws OperationException, TransientException {
        ObjectNode template = spec.source().read(session);
        ObjectNode parameters = MAPPER.createObjectNode();
        if (spec.parametersFile() != null) {
            parameters.setAll(fromFile(session));
        }
        parameters.setAll(given());
        if (spec.source() instanceof TemplateSource.BuiltIn) {
            LabTemplate.addOwn(session, parameters, deployed);
        }
        check(template, parameters);
        secrets.addTo(parameters, new TemplateParameters(template));
        ObjectNode body = MAPPER.createObjectNode();
        Map<String, String> tags = new HashMap<>(session.tags());
        tags.put(RUN, run());
        Tags.put(body, tags);
        ObjectNode properties = body.putObject("properties");
        properties.put("mode", spec.complete() ? "Complete" : "Incremental");
        properties.set("template", template);
        properties.set("parameters", parameters);
        return body;
    }

    private void check(ObjectNode template, ObjectNode parameters) throws InvalidParameterException {
        TemplateParameters declared = new TemplateParameters(template);
        declared.check(parameters, spec.secrets().keySet());
        for (String name : spec.parameters().keySet()) {
            if (declared.isSecure(name)) {
                throw new InvalidParameterException(
                        "parameters",
                        name,
                        "parameters that are no secrets; the template declares this one as secure",
                        "A value written here would be saved with the build. Bind it with withCredentials, and give"
                                + " secureParameters: [" + name + ": 'NAME_OF_THE_VARIABLE'].");
            }
        }
    }

    private ObjectNode given() {
        ObjectNode given = MAPPER.createObjectNode();
        spec.parameters().forEach((name, value) -> given.putObject(name).set("value", MAPPER.valueToTree(value)));
        return given;
    }

    private ObjectNode fromFile(AksSession session) throws OperationException, TransientException {
        String file = spec.parametersFile();
        ObjectNode json =
                TemplateText.object("parametersFile", file, WorkspaceText.read(session, "parametersFile", file));
        JsonNode parameters = json.get("parameters");
        if (!(parameters instanceof ObjectNode object)) {
            throw new InvalidParameterException(
                    "parametersFile",
                    file,
                    "a parameters file: {\"parameters\": {\"name\": {\"value\": …}}}",
                    "Put the values under 'parameters'.");
        }
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            boolean good = each.getValue().has("value") || each.getValue().has("reference");
            if (!good) {
                throw new InvalidParameterException(
                        "parametersFile",
                        file + ", " + each.getKey(),
                        "an object with 'value', or with 'reference' to a key vault's secret",
                        "Write {\"value\": …}.");
            }
        }
        return object;
    }

    /** As a tag's value. */
    String run() {
        String run = spec.run();
        return run.length() <= LONGEST_TAG ? run : run.substring(run.length() - LONGEST_TAG);
    }
}
