package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The revisions of the Istio add-on that a region offers, and the versions of Kubernetes that each is for (W060). */
final class OfferedRevisions {
    private static final String LONG_TERM = "AKSLongTermSupport";
    private static final List<String> OFFICIAL = List.of("KubernetesOfficial", "kubernetes");

    private final String location;
    private final TreeMap<Revision, Map<String, List<String>>> offered = new TreeMap<>();

    private OfferedRevisions(String location) {
        this.location = location;
    }

    static OfferedRevisions of(Arm arm, String subscription, String location)
            throws OperationException, TransientException {
        String path = "/subscriptions/" + subscription + "/providers/Microsoft.ContainerService/locations/" + location
                + "/meshRevisionProfiles";
        return of(location, arm.list(path, ApiVersions.CONTAINER_SERVICE));
    }

    static OfferedRevisions of(String location, List<JsonNode> profiles) {
        OfferedRevisions revisions = new OfferedRevisions(location);
        for (JsonNode profile : profiles) {
            for (JsonNode each : profile.at("/properties/meshRevisions")) {
                Map<String, List<String>> versions = new LinkedHashMap<>();
                each.path("compatibleWith")
                        .forEach(with -> versions.put(with.path("name").asText(), texts(with.path("versions"))));
                revisions.offered.put(Revision.of(each.path("revision").asText()), versions);
            }
        }
        return revisions;
    }

    private static List<String> texts(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /**
     * The revision to install: the given one, else the newest but one of the region where it fits, which is the service's
     * own default, else the newest that fits.
     *
     * @param given empty for none
     * @param version of Kubernetes, {@code x.y} or {@code x.y.z}
     * @param plan {@code KubernetesOfficial} or {@code AKSLongTermSupport}
     * @throws InvalidParameterException that lists what is offered
     */
    Revision choose(String given, String version, String plan) throws InvalidParameterException {
        List<Revision> fitting = offered.keySet().stream()
                .filter(revision -> fits(revision, version, plan))
                .toList();
        if (fitting.isEmpty()) {
            throw refused(
                    given,
                    version,
                    plan,
                    "nothing",
                    "Upgrade the cluster with aksUpgrade, or change its support plan.");
        }
        if (given.isEmpty()) {
            return usual(fitting);
        }
        Revision wanted = Revision.of(given);
        if (!fitting.contains(wanted)) {
            throw refused(
                    given,
                    version,
                    plan,
                    names(fitting),
                    "Choose one of them, or leave it out for " + usual(fitting) + ".");
        }
        return wanted;
    }

    private Revision usual(List<Revision> fitting) {
        Revision before = offered.lowerKey(offered.lastKey());
        return fitting.contains(before) ? before : fitting.get(fitting.size() - 1);
    }

    private boolean fits(Revision revision, String version, String plan) {
        String minor = minor(version);
        Map<String, List<String>> compatible = offered.get(revision);
        List<String> plans = plan.equals(LONG_TERM) ? List.of(LONG_TERM) : OFFICIAL;
        return plans.stream()
                .flatMap(name -> compatible.getOrDefault(name, List.of()).stream())
                .anyMatch(each -> minor(each).equals(minor));
    }

    private static String minor(String version) {
        String[] parts = version.split("\\.");
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }

    private InvalidParameterException refused(
            String given, String version, String plan, String allowed, String advice) {
        return new InvalidParameterException(
                "revision",
                given,
                "for Kubernetes " + version + " under " + plan + " the service has in " + location + " "
                        + allowed + "; all that it has there: "
                        + (offered.isEmpty()
                                ? "none"
                                : offered.entrySet().stream()
                                        .map(OfferedRevisions::text)
                                        .collect(Collectors.joining(", "))),
                advice);
    }

    private static String text(Map.Entry<Revision, Map<String, List<String>>> revision) {
        return revision.getKey() + " "
                + revision.getValue().entrySet().stream()
                        .map(with -> with.getKey() + " " + String.join(" ", with.getValue()))
                        .collect(Collectors.joining("; ", "(", ")"));
    }

    private static String names(List<Revision> revisions) {
        return revisions.stream().map(Revision::name).collect(Collectors.joining(", "));
    }
}
