package io.jenkins.plugins.aks.sandbox.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Preview features of resource providers ({@code /sandbox/features.json}) and whether the subscription is registered for
 * them. Registering takes its time; one that needs approval stays Pending.
 */
public final class FeaturesProvider implements ArmProvider {
    private static final String TYPE = "Microsoft.Features/features";
    private static final String ALL =
            "/subscriptions/{subscription}/providers/Microsoft.Features/providers/{namespace}/features";
    private static final String ONE = ALL + "/{feature}";
    private static final String KIND = "feature";

    private ArmContext arm;

    @Override
    public void install(ArmContext context) {
        arm = context;
        arm.operations().onCompletion(KIND, operation -> set(operation.target(), "Registered"));
        arm.routes().add("GET", ALL, TYPE, call -> {
            List<ObjectNode> shown = new ArrayList<>();
            for (JsonNode feature : arm.data().get("features")) {
                if (feature.path("namespace").asText().equalsIgnoreCase(call.parameter("namespace"))) {
                    shown.add(shown(call, feature));
                }
            }
            return Pages.answer(arm, call, shown);
        });
        arm.routes().add("GET", ONE, TYPE, call -> WebResponse.json(200, shown(call, require(call))));
        arm.routes().add("POST", ONE + "/register", TYPE, this::register);
        arm.routes().add("POST", ONE + "/unregister", TYPE, call -> {
            set(key(require(call)), "Unregistered");
            return WebResponse.json(200, shown(call, require(call)));
        });
    }

    private WebResponse register(ArmCall call) {
        JsonNode feature = require(call);
        String state = state(feature);
        if (state.equals("NotRegistered") || state.equals("Unregistered")) {
            int minutes = feature.path("minutes").asInt();
            set(key(feature), minutes == 0 ? "Pending" : "Registering");
            if (minutes > 0) {
                arm.operations().begin(KIND, key(feature), "", Duration.ofMinutes(minutes), call.crash());
            }
        }
        return WebResponse.json(200, shown(call, feature));
    }

    private JsonNode require(ArmCall call) {
        for (JsonNode feature : arm.data().get("features")) {
            if (feature.path("namespace").asText().equalsIgnoreCase(call.parameter("namespace"))
                    && feature.path("name").asText().equalsIgnoreCase(call.parameter("feature"))) {
                return feature;
            }
        }
        throw new ArmRefusal(
                404,
                "FeatureNotFound",
                "The feature '" + call.parameter("feature") + "' could not be found in the namespace '"
                        + call.parameter("namespace") + "'.");
    }

    private ObjectNode shown(ArmCall call, JsonNode feature) {
        String namespace = feature.path("namespace").asText();
        String name = feature.path("name").asText();
        ObjectNode json = Json.object()
                .put(
                        "id",
                        "/subscriptions/" + call.subscription() + "/providers/Microsoft.Features/providers/" + namespace
                                + "/features/" + name)
                .put("name", namespace + "/" + name)
                .put("type", "Microsoft.Features/providers/features");
        json.putObject("properties").put("state", state(feature));
        return json;
    }

    private String state(JsonNode feature) {
        Optional<ObjectNode> kept = arm.sandbox().store().get(key(feature));
        return kept.map(document -> document.path("state").asText()).orElse("NotRegistered");
    }

    private void set(String key, String state) {
        arm.sandbox().store().put(key, Json.object().put("state", state));
    }

    private static String key(JsonNode feature) {
        String name =
                feature.path("namespace").asText() + "/" + feature.path("name").asText();
        return "feature/" + name.toLowerCase(Locale.ROOT);
    }
}
