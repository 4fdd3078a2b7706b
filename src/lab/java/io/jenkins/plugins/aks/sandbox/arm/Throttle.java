package io.jenkins.plugins.aks.sandbox.arm;

import io.jenkins.plugins.aks.sandbox.SandboxClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The container service's request limits: token buckets by what is asked for (azure-operations.md section 0). */
final class Throttle {
    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters";

    /**
     * @param method and type and a suffix of the route's template decide whom it concerns
     * @param perSecond simulated seconds
     */
    private record Limit(String method, String type, String suffix, int burst, double perSecond, String key) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit("PUT", CLUSTER, "/managedClusters/{cluster}", 20, 1 / 60.0, "path"),
            new Limit("PUT", CLUSTER + "/agentPools", "/agentPools/{pool}", 20, 1 / 60.0, "path"),
            new Limit("GET", CLUSTER, "/managedClusters/{cluster}", 60, 1, "path"),
            new Limit("GET", CLUSTER, "/resourceGroups/{group}/providers/" + CLUSTER, 60, 1, "path"),
            new Limit("GET", CLUSTER, "/subscriptions/{subscription}/providers/" + CLUSTER, 500, 1, "subscription"),
            new Limit("GET", "Microsoft.ContainerService/locations/operations", "", 200, 2, "subscription"));

    private static final class Bucket {
        private double tokens;
        private Duration filled;
    }

    private final Map<String, Bucket> buckets = new HashMap<>();
    private final SandboxClock clock;
    private final boolean enabled;

    Throttle(SandboxClock clock, boolean enabled) {
        this.clock = clock;
        this.enabled = enabled;
    }

    void check(ArmCall call, Route route) {
        if (!enabled) {
            return;
        }
        LIMITS.stream()
                .filter(l -> l.method().equals(route.method()) && l.type().equals(route.type()))
                .filter(l -> route.template().endsWith(l.suffix()))
                .findFirst()
                .ifPresent(limit -> take(limit, call));
    }

    private void take(Limit limit, ArmCall call) {
        String subject = limit.key().equals("path") ? call.request().path() : call.subscription();
        String key = limit.method() + limit.type() + limit.suffix() + " " + subject.toLowerCase(Locale.ROOT);
        Duration now = clock.sinceStart();
        Bucket bucket = buckets.computeIfAbsent(key, k -> {
            Bucket fresh = new Bucket();
            fresh.tokens = limit.burst();
            fresh.filled = now;
            return fresh;
        });
        double gained = now.minus(bucket.filled).toMillis() / 1000.0 * limit.perSecond();
        bucket.tokens = Math.min(limit.burst(), bucket.tokens + gained);
        bucket.filled = now;
        if (bucket.tokens < 1) {
            Duration wait = Duration.ofMillis((long) Math.ceil((1 - bucket.tokens) / limit.perSecond() * 1000));
            throw new ArmRefusal(
                            429,
                            "Throttled",
                            "The request is throttled: too many " + limit.method() + " requests for '" + subject
                                    + "'. Please try again after the time in the Retry-After header.")
                    .with("Retry-After", String.valueOf(clock.retryAfter(wait)));
        }
        bucket.tokens--;
    }
}
