package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.metrics.StoredSamples;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The query endpoint of a Monitor account. Of PromQL it takes {@code up{…}}, {@code timestamp(…)} and {@code max(…)} of it,
 * with matchers for equality; anything else is refused.
 */
final class PrometheusApi implements WebService {
    private static final String[] AUDIENCES = {
        "https://prometheus.monitor.azure.com", "https://prometheus.monitor.azure.com/"
    };
    private static final String READ = "Microsoft.Monitor/accounts/data/metrics/read";
    private static final Pattern QUERY =
            Pattern.compile("(max\\()?(timestamp\\()?up\\{([^}]*)\\}\\)?\\)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern MATCHER = Pattern.compile("\\s*(\\w+)\\s*=\\s*\"([^\"]*)\"\\s*");

    private final ArmContext arm;
    private final String id;

    PrometheusApi(ArmContext arm, String id) {
        this.arm = arm;
        this.id = id;
    }

    @Override
    public WebResponse answer(WebRequest request) {
        Optional<ObjectNode> claims =
                request.bearer().flatMap(token -> arm.sandbox().tokens().valid(token, AUDIENCES));
        if (claims.isEmpty()) {
            return error(401, "unauthorized", "the token is missing, expired or for another audience");
        }
        String caller = claims.get().path("oid").asText();
        if (!arm.sandbox().rights().allowsData(caller, id, READ)) {
            return error(403, "forbidden", "the caller may not read the metrics of " + id);
        }
        if (!request.path().equals("/api/v1/query") || !request.method().equals("GET")) {
            return error(404, "not_found", "no such endpoint");
        }
        String query = request.query("query").orElse("");
        Matcher parsed = QUERY.matcher(query);
        Optional<Map<String, String>> wanted = parsed.matches() ? matchers(parsed.group(3)) : Optional.empty();
        return wanted.isEmpty()
                ? error(400, "bad_data", "the sandbox does not evaluate: " + query)
                : result(wanted.get(), parsed.group(1) != null, parsed.group(2) != null);
    }

    private static Optional<Map<String, String>> matchers(String text) {
        Map<String, String> matchers = new TreeMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            Matcher matcher = MATCHER.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            matchers.put(matcher.group(1), matcher.group(2));
        }
        return Optional.of(matchers);
    }

    private WebResponse result(Map<String, String> wanted, boolean max, boolean time) {
        ObjectNode answer = Json.object().put("status", "success");
        ObjectNode data = answer.putObject("data").put("resultType", "vector");
        data.putArray("result");
        Instant now = arm.clock().now();
        String subscription = arm.sandbox().credentials().subscriptionId();
        double highest = Double.NEGATIVE_INFINITY;
        for (ArmDocument association : arm.documents().under("/subscriptions/" + subscription)) {
            if (!sendsHere(association)) {
                continue;
            }
            String cluster = Associations.cluster(association);
            String name = cluster.substring(cluster.lastIndexOf('/') + 1);
            StoredSamples samples =
                    new StoredSamples(arm.sandbox().store(), ClusterKeys.keyOf(cluster), arm.clock()::real);
            for (JsonNode sample : samples.up(name, now)) {
                boolean matches = wanted.entrySet().stream().allMatch(each -> sample.path("labels")
                        .path(each.getKey())
                        .asText()
                        .equals(each.getValue()));
                if (matches) {
                    double value = time
                            ? sample.path("time").asDouble()
                            : sample.path("value").asDouble();
                    highest = Math.max(highest, value);
                    if (!max) {
                        add(data, sample.path("labels"), now, value);
                    }
                }
            }
        }
        if (max && highest > Double.NEGATIVE_INFINITY) {
            add(data, Json.object(), now, highest);
        }
        return WebResponse.json(200, answer);
    }

    private boolean sendsHere(ArmDocument association) {
        if (!association.resource().path("type").asText().equals(Associations.TYPE)) {
            return false;
        }
        String rule = association.properties().path("dataCollectionRuleId").asText();
        return arm.documents()
                .find(rule)
                .filter(found -> found.properties()
                        .at("/destinations/monitoringAccounts/0/accountResourceId")
                        .asText()
                        .equalsIgnoreCase(id))
                .isPresent();
    }

    private static void add(ObjectNode data, JsonNode labels, Instant now, double value) {
        ObjectNode series = data.withArray("/result").addObject();
        series.set("metric", labels);
        series.putArray("value").add(now.toEpochMilli() / 1000.0).add(String.valueOf(value));
    }

    private static WebResponse error(int status, String type, String text) {
        return WebResponse.json(
                status,
                Json.object().put("status", "error").put("errorType", type).put("error", text));
    }
}
