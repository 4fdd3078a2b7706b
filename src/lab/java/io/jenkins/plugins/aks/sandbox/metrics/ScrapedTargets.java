package io.jenkins.plugins.aks.sandbox.metrics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * What a cluster's metrics agents scrape, as it is kept in the store.
 *
 * @param real how long a simulated duration takes on the clients' clocks
 */
public record ScrapedTargets(Store store, String cluster, UnaryOperator<Duration> real) {
    /** From when a monitor is there until the agents have its targets. */
    private static final Duration DISCOVERY = Duration.ofSeconds(90);

    /** Between two scrapes. */
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private String document() {
        return "k8s/" + cluster + "/targets";
    }

    public ArrayNode all() {
        ObjectNode document = store.get(document()).orElseGet(Json::object);
        return document.path("targets") instanceof ArrayNode targets ? targets : Json.array();
    }

    public void keep(ArrayNode targets) {
        ObjectNode document = Json.object();
        document.set("targets", targets);
        store.put(document(), document);
    }

    /** Those that the agents know by now. */
    ArrayNode discovered(Instant now) {
        ArrayNode discovered = Json.array();
        all().forEach(target -> {
            if (!now.isBefore(firstScrape(target.path("since").asText()))) {
                discovered.add(target);
            }
        });
        return discovered;
    }

    /** When a target that is up was last scraped. */
    Instant lastScrape(String since, Instant now) {
        Instant first = firstScrape(since);
        Duration interval = real.apply(INTERVAL);
        long count = Duration.between(first, now).dividedBy(interval);
        return first.plus(interval.multipliedBy(Math.max(0, count)));
    }

    private Instant firstScrape(String since) {
        return Instant.parse(since).plus(real.apply(DISCOVERY));
    }
}
