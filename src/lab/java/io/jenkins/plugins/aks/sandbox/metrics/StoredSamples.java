package io.jenkins.plugins.aks.sandbox.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The samples of a cluster's targets that have arrived in the Monitor account, a while after they were scraped. */
public record StoredSamples(Store store, String cluster) {
    private static final Duration INGESTION = Duration.ofSeconds(45);

    /** The newest sample of the metric {@code up} of each target, with its time in seconds. */
    public List<JsonNode> up(String clusterName, Instant now) {
        List<JsonNode> samples = new ArrayList<>();
        for (JsonNode target : new ScrapedTargets(store, cluster).discovered(now.minus(INGESTION))) {
            Instant scraped = ScrapedTargets.lastScrape(target.path("since").asText(), now.minus(INGESTION));
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
