package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Objects that are to become ready. Those that were ready once are not asked again. */
public final class ReadyWait {
    private static final int SHOWN = 3;

    private final List<ManifestObject> left;
    private final KindCatalog kinds;

    ReadyWait(List<ManifestObject> objects, KindCatalog kinds) {
        this.left = new ArrayList<>(objects);
        this.kinds = kinds;
    }

    /** As {@link #unready}; logs what has become ready and took a while. */
    String look(Log log, ApiReader reader) throws OperationException, TransientException {
        int before = left.size();
        String unready = unready(reader);
        if (!unready.isEmpty() && left.size() < before && before - left.size() < before) {
            log.line(before - left.size() + " of " + before + " objects ready");
        }
        return unready;
    }

    /**
     * What is waited for; empty where all are ready.
     *
     * @throws OperationException for an object that will never be ready, with what it says of itself
     */
    String unready(ApiReader reader) throws OperationException, TransientException {
        ReadinessLook look = new ReadinessLook(reader);
        List<ManifestObject> unready = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (ManifestObject object : left) {
            ApiResource kind = kinds.require(object);
            ReadyState state = look.at(kind, read(reader, object, kind));
            if (state.isFailed()) {
                throw new OperationException(object + " does not become ready: " + state.text()
                        + ". Correct it and run the step again; kubeGet with describe: true shows its events.");
            }
            if (!state.isReady()) {
                unready.add(object);
                shown.add(object.subject() + ": " + state.text());
            }
        }
        left.clear();
        left.addAll(unready);
        String more = shown.size() > SHOWN ? " and " + (shown.size() - SHOWN) + " more" : "";
        return String.join(" | ", shown.subList(0, Math.min(SHOWN, shown.size()))) + more;
    }

    /** The object as the API server has it now. */
    public static JsonNode read(ApiReader reader, ManifestObject object, ApiResource kind)
            throws OperationException, TransientException {
        return KubernetesErrors.call("read " + object.subject(), () -> {
            try {
                return reader.get(kind.path(object.namespace(), object.name()), ApiReader.JSON);
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }
}
