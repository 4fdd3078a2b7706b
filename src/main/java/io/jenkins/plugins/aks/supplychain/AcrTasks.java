package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;

/** The tasks of one registry (azure-operations 9). */
final class AcrTasks {
    private static final String VERSION = "2019-06-01-preview";
    private static final int LOOK_BACK = 30;

    private final Arm arm;
    private final RegistryPlace registry;

    AcrTasks(Arm arm, RegistryPlace registry) {
        this.arm = arm;
        this.registry = registry;
    }

    /** Where an archive goes to, {@code uploadUrl} (with its own right, so it goes to no log), and its {@code relativePath}. */
    JsonNode uploadUrl() throws OperationException, TransientException {
        try {
            return arm.post(registry.id() + "/listBuildSourceUploadUrl", VERSION, null)
                    .body();
        } catch (ArmException e) {
            throw explained(e);
        }
    }

    /** @param source a Git address or an uploaded archive's relative path */
    JsonNode schedule(AksSession session, BuildSpec spec, String source) throws OperationException, TransientException {
        try {
            return arm.post(registry.id() + "/scheduleRun", VERSION, request(session, spec, source))
                    .body();
        } catch (ArmException e) {
            throw explained(e);
        }
    }

    JsonNode run(String id) throws OperationException, TransientException {
        return arm.get(registry.id() + "/runs/" + id, VERSION).body();
    }

    /** The newest ones. */
    List<JsonNode> runs() throws OperationException, TransientException {
        List<JsonNode> all = arm.list(registry.id() + "/runs?$top=" + LOOK_BACK, VERSION);
        return all.subList(0, Math.min(LOOK_BACK, all.size()));
    }

    /** Where the log is; with its own right, so it goes to no log. */
    String logUrl(String id) throws OperationException, TransientException {
        JsonNode answer = arm.post(registry.id() + "/runs/" + id + "/listLogSasUrl", VERSION, null)
                .body();
        return answer.path("logLink").asText(answer.path("logArtifactLink").asText(""));
    }

    void cancel(String id) throws OperationException, TransientException {
        arm.post(registry.id() + "/runs/" + id + "/cancel", VERSION, null);
    }

    private ObjectNode request(AksSession session, BuildSpec spec, String source) throws OperationException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "DockerBuildRequest");
        spec.images().forEach(image -> body.withArrayProperty("imageNames").add(BuildSpec.name(image)));
        body.put("isPushEnabled", true)
                .put("noCache", spec.noCache())
                .put("sourceLocation", source)
                .put("dockerFilePath", spec.dockerfile())
                .put("isArchiveEnabled", false);
        ObjectNode platform = body.putObject("platform")
                .put("os", spec.platform().os())
                .put("architecture", spec.platform().architecture());
        if (!spec.platform().variant().isEmpty()) {
            platform.put("variant", spec.platform().variant());
        }
        if (!spec.target().isEmpty()) {
            body.put("target", spec.target());
        }
        if (!spec.agentPool().isEmpty()) {
            body.put("agentPoolName", spec.agentPool());
        }
        for (Map.Entry<String, String> each : spec.arguments().entrySet()) {
            argument(body, each.getKey(), each.getValue(), false);
        }
        for (Map.Entry<String, String> each : spec.secretArguments().entrySet()) {
            argument(body, each.getKey(), secret(session, each.getValue()).reveal(), true);
        }
        return body;
    }

    private static void argument(ObjectNode body, String name, String value, boolean secret) {
        body.withArrayProperty("arguments")
                .addObject()
                .put("name", name)
                .put("value", value)
                .put("isSecret", secret);
    }

    private static SecretText secret(AksSession session, String variable) throws OperationException {
        return session.variable(variable)
                .orElseThrow(() -> new OperationException("secretArgs: the environment variable " + variable
                        + " is not set around the step. Bind it with withCredentials([string(credentialsId: …,"
                        + " variable: '"
                        + variable + "')])."));
    }

    private OperationException explained(ArmException e) {
        if (!e.code().equals("TasksOperationsNotAllowed")) {
            return e;
        }
        return new OperationException(
                "registry " + registry.name()
                        + ": the subscription may not use ACR Tasks (TasksOperationsNotAllowed), as is so with free"
                        + " credits. Use a subscription that is paid for, ask Azure support, or build the image"
                        + " elsewhere and push it to " + registry.loginServer() + ".",
                e.data(),
                e);
    }
}
