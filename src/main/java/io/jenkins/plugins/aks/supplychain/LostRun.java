package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the run that was begun by a process that died before it had the answer. Runs carry no mark of who began them, so it
 * is the one that began then, is a build for the same platform, and, where it has ended well, has this image.
 */
record LostRun(BuildSpec spec, AcrTasks tasks) {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration LATEST = Duration.ofMinutes(3);

    Optional<String> find(Instant asked) throws OperationException, TransientException {
        List<String> candidates = new ArrayList<>();
        for (JsonNode run : tasks.runs()) {
            JsonNode properties = run.path("properties");
            Instant created = created(properties);
            boolean then = !created.isBefore(asked.minus(SKEW)) && !created.isAfter(asked.plus(LATEST));
            boolean own = isOurs(properties);
            if (then && own && hasOurImage(properties)) {
                return Optional.of(properties.path("runId").asText());
            }
            if (then && own && !properties.path("outputImages").isArray()) {
                candidates.add(properties.path("runId").asText());
            }
        }
        if (candidates.size() > 1) {
            throw new OperationException("build of " + spec.first()
                    + ": Jenkins stopped just when it began, and the runs "
                    + String.join(", ", candidates) + " began at that time. Which of them it is cannot be told: look at"
                    + " them in the registry, and run the step again.");
        }
        return candidates.stream().findFirst();
    }

    private static Instant created(JsonNode properties) {
        try {
            return OffsetDateTime.parse(properties.path("createTime").asText()).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private boolean isOurs(JsonNode properties) {
        String type = properties.path("runType").asText("QuickBuild");
        return type.equals("QuickBuild")
                && properties
                        .at("/platform/os")
                        .asText(spec.platform().os())
                        .equalsIgnoreCase(spec.platform().os());
    }

    private boolean hasOurImage(JsonNode properties) {
        for (JsonNode image : properties.path("outputImages")) {
            String name =
                    image.path("repository").asText() + ":" + image.path("tag").asText();
            if (name.equals(spec.first())) {
                return true;
            }
        }
        return false;
    }
}
