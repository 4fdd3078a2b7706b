package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Where a dashboard's definition comes from: grafana.com through the instance, a file, or the plugin itself. */
final class DashboardSource {
    /** By name, the definitions that are part of the plugin. */
    static final List<String> BUILTINS = List.of("etcd", "kube-apiserver");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<Integer, String> OURS_FOR = Map.of(20330, "etcd", 20331, "kube-apiserver");
    private static final String TRIES = "galleryTries";
    private static final int MOST_TRIES = 3;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final DashboardSpec spec;

    DashboardSource(DashboardSpec spec) {
        this.spec = spec;
    }

    /** @param from as the result names it, e.g. {@code gallery 20331} */
    record Found(String from, ObjectNode definition) {}

    Found load(AksSession session, Journal journal, Grafana grafana)
            throws OperationException, TransientException, IOException {
        if (spec.file() != null) {
            String text = session.workspace()
                    .read("file", List.of(spec.file()))
                    .get(0)
                    .text();
            return new Found("file " + spec.file(), parsed("file " + spec.file(), text));
        }
        return spec.builtin() != null ? builtin(spec.builtin()) : gallery(session, journal, grafana);
    }

    private Found gallery(AksSession session, Journal journal, Grafana grafana)
            throws OperationException, TransientException, IOException {
        String from = "gallery " + spec.gallery();
        String why;
        try {
            JsonNode definition = grafana.gallery(spec.gallery()).path("json");
            if (definition instanceof ObjectNode object) {
                return new Found(from, object);
            }
            why = "the answer has no definition";
        } catch (ArmException refused) {
            if (refused.status() == UNAUTHORIZED || refused.status() == FORBIDDEN) {
                throw refused;
            }
            why = refused.data().getOrDefault(ArmException.SERVICE_MESSAGE, refused.getMessage());
        } catch (TransientException unreachable) {
            int tries = journal.get(TRIES).map(Integer::parseInt).orElse(0) + 1;
            journal.put(TRIES, Integer.toString(tries)).save();
            if (tries < MOST_TRIES) {
                throw unreachable;
            }
            why = unreachable.getMessage();
        }
        String ours = OURS_FOR.get(spec.gallery());
        if (!spec.fallback() || ours == null) {
            throw new OperationException(
                    "dashboard " + spec.gallery() + " of grafana.com: Grafana could not get it (" + why
                            + "). Check the number, and that the instance may reach grafana.com; or save the"
                            + " definition in the workspace and give it as file.",
                    Map.of("code", "GalleryUnreachable", "gallery", String.valueOf(spec.gallery())),
                    null);
        }
        session.log()
                .line("grafana.com can't be reached by the instance (" + why + "): the built-in definition " + ours
                        + " takes the place of " + spec.gallery());
        return builtin(ours);
    }

    static Found builtin(String name) throws OperationException {
        try (InputStream in = DashboardSource.class.getResourceAsStream("dashboards/" + name + ".json")) {
            return new Found("builtin " + name, (ObjectNode) MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin has no readable dashboard " + name, e);
        }
    }

    private static ObjectNode parsed(String from, String text) throws OperationException {
        try {
            JsonNode read = MAPPER.readTree(text);
            // A file that was exported through the API has the dashboard inside.
            JsonNode definition = read.path("dashboard").isObject() ? read.path("dashboard") : read;
            if (definition instanceof ObjectNode object && object.path("title").isTextual()) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new OperationException(from + " is no JSON: " + e.getOriginalMessage() + ". Export the dashboard as"
                    + " JSON, and give that file.");
        }
        throw new OperationException(
                from + " is no dashboard: it has no title. Export a dashboard as JSON, and give that" + " file.");
    }
}
