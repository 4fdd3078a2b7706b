package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ImageGate;
import io.jenkins.plugins.aks.registry.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sees to it that manifests name verified images only, each by its digest, before any of them is applied. */
final class VerifiedImages {
    private static final String PARAMETER = "verify";
    private static final String JOURNAL = "verify";
    private static final String IMAGE = "image";
    /** What an object of these kinds holds is no image, whatever it is called. */
    private static final Set<String> TEXTS = Set.of("ConfigMap", "Secret", "CustomResourceDefinition");

    private final Map<String, Object> arguments;
    private final AksScope scope;

    VerifiedImages(Map<String, Object> arguments, AksScope scope) {
        this.arguments = arguments;
        this.scope = scope;
    }

    /** Refuses what can be seen without looking. */
    void check() throws OperationException {
        ImageGate.verify(PARAMETER, arguments, List.of("registry.invalid/some"), scope);
    }

    /** The next turn; empty once the objects name what was verified. */
    Optional<Turn> advance(AksSession session, Journal journal, List<ManifestObject> objects) throws Exception {
        List<ObjectNode> places = places(objects);
        Set<String> found = new TreeSet<>();
        for (ObjectNode place : places) {
            found.add(name(place));
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> images = new ArrayList<>(found);
        Turn turn = ImageGate.verify(PARAMETER, arguments, images, scope).advance(session, journal.scope(JOURNAL));
        if (!(turn instanceof Turn.Done done)) {
            return Optional.of(turn);
        }
        Map<String, String> verified = ImageGate.verified(images, done.result());
        for (ObjectNode place : places) {
            place.put(place.has(IMAGE) ? IMAGE : "reference", verified.get(name(place)));
        }
        return Optional.empty();
    }

    private static String name(ObjectNode place) throws InvalidParameterException {
        String written = place.has(IMAGE)
                ? place.get(IMAGE).textValue()
                : place.get("reference").textValue();
        return ImageReference.parse(IMAGE, written).toString();
    }

    /** Of containers, and of volumes that are images; also in the objects of custom resources. */
    private static List<ObjectNode> places(List<ManifestObject> objects) {
        List<ObjectNode> places = new ArrayList<>();
        for (ManifestObject object : objects) {
            if (!TEXTS.contains(object.kind())) {
                for (JsonNode parent : object.json().findParents(IMAGE)) {
                    JsonNode image = parent.get(IMAGE);
                    if (image.isTextual()) {
                        places.add((ObjectNode) parent);
                    } else if (image.path("reference").isTextual()) {
                        places.add((ObjectNode) image);
                    }
                }
            }
        }
        return places;
    }
}
