package io.jenkins.plugins.aks.sandbox.acrtasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import io.jenkins.plugins.aks.sandbox.blobs.BlobStorage;
import io.jenkins.plugins.aks.sandbox.oci.OciPlace;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** ACR Tasks, as far as quick builds of images go. */
final class TaskRoutes {
    private static final String REGISTRY =
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerRegistry/registries/{registry}";
    private static final String TYPE = "Microsoft.ContainerRegistry/registries";
    private static final Duration SIGNED = Duration.ofHours(1);

    private final Schema schema = Schema.load("dockerBuild", "InvalidRequestContent");
    private final ArmContext arm;
    private final Runs runs;
    private final BlobStorage storage;

    TaskRoutes(ArmContext arm, Runs runs) {
        this.arm = arm;
        this.runs = runs;
        this.storage = new BlobStorage(arm.sandbox());
    }

    void add() {
        arm.routes()
                .add("POST", REGISTRY + "/listBuildSourceUploadUrl", TYPE + "/listBuildSourceUploadUrl", this::upload);
        arm.routes().add("POST", REGISTRY + "/scheduleRun", TYPE + "/scheduleRun", this::schedule);
        arm.routes().add("GET", REGISTRY + "/runs", TYPE + "/runs", this::list);
        arm.routes()
                .add("GET", REGISTRY + "/runs/{run}", TYPE + "/runs", call -> WebResponse.json(200, shown(run(call))));
        arm.routes().add("POST", REGISTRY + "/runs/{run}/listLogSasUrl", TYPE + "/runs", this::log);
        arm.routes().add("POST", REGISTRY + "/runs/{run}/cancel", TYPE + "/runs", this::cancel);
    }

    private OciPlace place(ArmCall call) {
        String id =
                Groups.id(call.subscription(), call.group()) + "/providers/" + TYPE + "/" + call.parameter("registry");
        return arm.documents()
                .find(id)
                .map(document -> new OciPlace(arm, document.id()))
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "ResourceNotFound",
                        "The Resource '" + TYPE + "/" + call.parameter("registry") + "' under resource group '"
                                + call.group() + "' was not found."));
    }

    private void requireTasks(ArmCall call) {
        if (!arm.data().get("registries").path("tasks").asBoolean()) {
            throw new ArmRefusal(
                    403,
                    "TasksOperationsNotAllowed",
                    "ACR Tasks requests for the registry " + call.parameter("registry") + " and " + call.subscription()
                            + " are not permitted. Please file an Azure support request at"
                            + " http://aka.ms/azuresupport for assistance.");
        }
    }

    private WebResponse upload(ArmCall call) {
        requireTasks(call);
        OciPlace place = place(call);
        String path = place.prefix() + "source/"
                + arm.ids().hex("source " + call.request().requestId(), 32) + ".tar.gz";
        return WebResponse.json(
                200, Json.object().put("relativePath", path).put("uploadUrl", storage.signed(path, "cw", SIGNED)));
    }

    private WebResponse schedule(ArmCall call) {
        requireTasks(call);
        OciPlace place = place(call);
        ObjectNode body = schema.check(call.body());
        if (!body.path("type").asText().equals("DockerBuildRequest")) {
            throw new ArmRefusal(
                    400, "InvalidRunRequest", "Only runs of the type DockerBuildRequest are simulated here.");
        }
        String os = body.at("/platform/os").asText();
        if (!os.equals("Linux")) {
            throw ArmRefusal.invalid("platform.os", "The property is required: Linux.");
        }
        if (body.path("sourceLocation").asText().isEmpty()) {
            throw ArmRefusal.invalid("sourceLocation", "The property is required.");
        }
        return WebResponse.json(200, shown(runs.begin(place, body, call.crash())));
    }

    private WebResponse list(ArmCall call) {
        List<ObjectNode> all = runs.all(place(call)).values().stream()
                .sorted(Comparator.comparing(
                                (ObjectNode run) -> run.path("created").asText())
                        .reversed())
                .map(run -> shown(run))
                .toList();
        int most = call.request().query("$top").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
        return Pages.answer(arm, call, all.subList(0, Math.min(most, all.size())));
    }

    private ObjectNode run(ArmCall call) {
        return runs.find(place(call), call.parameter("run"))
                .orElseThrow(() -> new ArmRefusal(
                        404, "RunNotFound", "Run ID '" + call.parameter("run") + "' could not be found."));
    }

    private WebResponse log(ArmCall call) {
        ObjectNode run = run(call);
        String file = Runs.log(place(call), run.path("runId").asText());
        return WebResponse.json(200, Json.object().put("logLink", storage.signed(file, "r", SIGNED)));
    }

    private WebResponse cancel(ArmCall call) {
        runs.cancel(place(call), run(call));
        return WebResponse.empty(200);
    }

    private static ObjectNode shown(ObjectNode run) {
        String id = run.path("runId").asText();
        ObjectNode json = Json.object()
                .put("id", run.path("registry").asText() + "/runs/" + id)
                .put("name", id)
                .put("type", TYPE + "/runs");
        ObjectNode properties = json.putObject("properties")
                .put("runId", id)
                .put("status", run.path("status").asText())
                .put("runType", "QuickBuild")
                .put("createTime", run.path("created").asText())
                .put("provisioningState", "Succeeded")
                .put("isArchiveEnabled", false);
        if (run.has("started")) {
            properties.put("startTime", run.path("started").asText());
        }
        if (run.has("finished")) {
            properties.put("finishTime", run.path("finished").asText());
        }
        if (run.has("error")) {
            properties.put("runErrorMessage", run.path("error").asText());
        }
        properties.set("platform", run.at("/request/platform"));
        if (run.has("outputImages")) {
            properties.set("outputImages", run.path("outputImages"));
        }
        return json;
    }
}
