package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import io.jenkins.plugins.aks.sandbox.arm.Tags;
import io.jenkins.plugins.aks.sandbox.template.LenientJson;
import io.jenkins.plugins.aks.sandbox.template.PlannedResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deployments to resource groups. */
final class DeploymentRoutes {
    static final String ALL =
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Resources/deployments";
    static final String ONE = ALL + "/{deployment}";
    private static final String TYPE = Deployments.TYPE;

    private final Schema schema = Schema.load("deployment", "InvalidRequestContent");
    private final ArmContext arm;
    private final Deployments deployments;
    private final Preparation preparation;
    private final Preflight preflight;

    DeploymentRoutes(ArmContext arm, Deployments deployments, Preparation preparation) {
        this.arm = arm;
        this.deployments = deployments;
        this.preparation = preparation;
        this.preflight = new Preflight(arm);
    }

    void add() {
        arm.routes()
                .add(
                        "GET",
                        ALL,
                        TYPE,
                        call -> Pages.answer(
                                arm,
                                call,
                                deployments.in(call).stream()
                                        .map(ArmDocument::resource)
                                        .toList()));
        arm.routes()
                .add(
                        "GET",
                        ONE,
                        TYPE,
                        call -> WebResponse.json(200, deployments.require(call).resource()));
        arm.routes()
                .add(
                        "HEAD",
                        ONE,
                        TYPE,
                        call -> WebResponse.empty(deployments.find(call).isPresent() ? 204 : 404));
        arm.routes().add("PUT", ONE, TYPE, this::put);
        arm.routes().add("POST", ONE + "/validate", TYPE, this::validate);
        arm.routes().add("POST", ONE + "/cancel", TYPE, this::cancel);
        arm.routes().add("DELETE", ONE, TYPE, this::delete);
        arm.routes().add("GET", ONE + "/operationStatuses/{operation}", TYPE, this::status);
        arm.routes().add("POST", ONE + "/exportTemplate", TYPE, this::export);
    }

    private WebResponse put(ArmCall call) {
        ArmDocument group = arm.groups().requireUsable(call.subscription(), call.group());
        ObjectNode body = checked(call);
        Optional<ArmDocument> existing = deployments.find(call);
        existing.ifPresent(deployments::refuseActive);
        Prepared prepared = prepare(call, group, body);
        ArmDocument deployment = document(call, body, prepared);
        ObjectNode internal = deployment.internal();
        internal.set("template", prepared.template().json());
        internal.set("values", prepared.values());
        internal.set("caller", call.caller());
        internal.put("started", arm.clock().now().toString());
        call.crash().ifPresent(c -> internal.set("crash", Errors.error(c.code(), c.message())));
        deployment.state("Accepted");
        arm.documents().put(deployment);
        deployments.schedule(deployment, DeploymentRun.STEP);
        String url = arm.sandbox().url() + deployment.id() + "/operationStatuses/"
                + arm.ids().guid(deployment.etag()) + "?api-version=" + call.apiVersion();
        return WebResponse.json(existing.isPresent() ? 200 : 201, deployment.resource())
                .with("Azure-AsyncOperation", url)
                .with("Retry-After", retryAfter());
    }

    private Prepared prepare(ArmCall call, ArmDocument group, ObjectNode body) {
        ObjectNode properties = body.withObjectProperty("properties");
        Prepared prepared = preparation.of(
                group,
                call.parameter("deployment"),
                call.caller(),
                properties,
                call.request().body());
        preflight.check(call.parameter("deployment"), prepared.resources());
        return prepared;
    }

    private ObjectNode checked(ArmCall call) {
        String name = call.parameter("deployment");
        if (!name.matches("[-\\w.()]{1,64}")) {
            throw new ArmRefusal(
                    400,
                    "InvalidDeploymentName",
                    "The provided deployment name '" + name + "' is not valid. It can have 1 to 64 letters, digits and"
                            + " '-', '.', '(', ')', '_'.");
        }
        ObjectNode body = schema.check(body(call));
        Tags.check(body.path("tags"));
        ObjectNode properties = body.withObjectProperty("properties");
        if (properties.has("templateLink") || properties.has("parametersLink")) {
            throw new ArmRefusal(
                    400,
                    "InvalidContentLink",
                    "Unable to download deployment content from the link: this sandbox takes templates and parameters in"
                            + " the request only.");
        }
        if (!properties.has("mode")) {
            throw new ArmRefusal(
                    400, "InvalidDeployment", "The deployment property 'mode' is missing: Incremental or Complete.");
        }
        return body;
    }

    private static ObjectNode body(ArmCall call) {
        try {
            return LenientJson.parse(call.request().body());
        } catch (IllegalArgumentException e) {
            throw new ArmRefusal(
                    400,
                    "InvalidRequestContent",
                    "The request content was invalid and could not be deserialized: '" + e.getMessage() + "'.");
        }
    }

    private ArmDocument document(ArmCall call, ObjectNode body, Prepared prepared) {
        String name = call.parameter("deployment");
        ArmDocument deployment =
                ArmDocument.of(Deployments.id(call.subscription(), call.group(), name), name, Deployments.TYPE);
        if (body.has("tags")) {
            deployment.resource().set("tags", body.get("tags"));
        }
        ObjectNode properties = deployment.properties();
        String mode = body.at("/properties/mode").asText();
        properties
                .put("templateHash", hash(prepared))
                .put("mode", mode.equalsIgnoreCase("Complete") ? "Complete" : "Incremental")
                .put("provisioningState", "Succeeded")
                .put("timestamp", arm.clock().now().toString())
                .put("duration", "PT0S")
                .put(
                        "correlationId",
                        arm.ids().guid("correlation " + call.request().requestId()));
        properties.set("parameters", prepared.shown());
        providers(properties.putArray("providers"), prepared.resources());
        return deployment;
    }

    /** A number, as the service has it; the same for the same template. */
    private String hash(Prepared prepared) {
        String hex = arm.ids().hex("template " + Json.text(prepared.template().json()), 15);
        return String.valueOf(Long.parseLong(hex, 16));
    }

    private static void providers(ArrayNode providers, List<PlannedResource> resources) {
        Map<String, ArrayNode> types = new java.util.TreeMap<>();
        for (PlannedResource each : resources) {
            String namespace = each.type().substring(0, each.type().indexOf('/'));
            types.computeIfAbsent(
                            namespace,
                            n -> providers.addObject().put("namespace", n).putArray("resourceTypes"))
                    .addObject()
                    .put("resourceType", each.type().substring(namespace.length() + 1));
        }
    }

    private WebResponse validate(ArmCall call) {
        ArmDocument group = arm.groups().requireUsable(call.subscription(), call.group());
        ObjectNode body = checked(call);
        Prepared prepared = prepare(call, group, body);
        ObjectNode result = document(call, body, prepared).resource();
        ArrayNode validated = result.withObjectProperty("properties").putArray("validatedResources");
        prepared.resources().stream()
                .filter(each -> each.wanted() && !each.existing())
                .forEach(each -> validated.addObject().put("id", each.id()));
        return WebResponse.json(200, result);
    }

    private WebResponse cancel(ArmCall call) {
        ArmDocument deployment = deployments.require(call);
        Optional<Operation> running = arm.operations().running(deployment.id());
        if (deployment.isFinal() || running.isEmpty()) {
            throw new ArmRefusal(
                    409,
                    "DeploymentCannotBeCancelled",
                    "The deployment '" + deployment.name() + "' cannot be cancelled because it is in the state '"
                            + deployment.state() + "'.");
        }
        arm.operations().cancel(running.get(), Duration.ofSeconds(3));
        return WebResponse.empty(204);
    }

    private WebResponse delete(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        deployments.find(call).ifPresent(deployment -> {
            deployments.refuseActive(deployment);
            arm.documents().remove(deployment.id());
        });
        return WebResponse.empty(204);
    }

    private WebResponse status(ArmCall call) {
        ArmDocument deployment = deployments.require(call);
        WebResponse response = WebResponse.json(200, Deployments.status(deployment));
        return deployment.isFinal() ? response : response.with("Retry-After", retryAfter());
    }

    private WebResponse export(ArmCall call) {
        ObjectNode body = Json.object();
        body.set("template", deployments.require(call).internal().path("template"));
        return WebResponse.json(200, body);
    }

    private String retryAfter() {
        return String.valueOf(arm.clock().retryAfter(Duration.ofSeconds(10)));
    }
}
