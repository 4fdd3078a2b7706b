package io.jenkins.plugins.aks.sandbox.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The samples of a cluster's targets that have arrived in the Monitor account, a while after they were scraped.
 *
 * @param real how long a simulated duration takes on the clients' clocks
 */
public record StoredSamples(Store store, String cluster, UnaryOperator<Duration> real) {
    private static final Duration INGESTION = Duration.ofSeconds(45);

    /** The newest sample of the metric {@code up} of each target, with its time in seconds. */
    public List<JsonNode> up(String clusterName, Instant now) {
        List<JsonNode> samples = new ArrayList<>();
        ScrapedTargets targets = new ScrapedTargets(store, cluster, real);
        Instant arrived = now.minus(real.apply(INGESTION));
        for (JsonNode target : targets.discovered(arrived)) {
            Instant scraped = targets.lastScrape(target.path("since").asText(), arrived);
            ObjectNode sample = Json.object()
                    .put("time", scraped.toEpochMilli() / 1000.0)
                    .put("value", target.path("up").asBoolean() ? 1 : 0);
            ObjectNode labels = target.path("labels").deepCopy();
            labels.put("cluster", clusterName).put("__name__", "up");
            sample.set("labels", labels);
            samples.add(sample);
        }
        return samples;
    }
}
