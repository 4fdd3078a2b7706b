package io.jenkins.plugins.aks.sandbox.secrets;

import io.jenkins.plugins.aks.sandbox.InnerCalls;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.Seal;
import io.jenkins.plugins.aks.sandbox.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was fetched for the volumes of a cluster's pods; like the vaults' own, not readable in the sandbox's state. */
public final class MountedFiles {
    private static final String SEALED = "sealed";
    private static final String USED = "used";
    private static final int MOST_OPENED = 50;
    /** Opened before, by what they were sealed as: they are looked at again and again. */
    private static final Map<String, Map<String, String>> OPENED = new ConcurrentHashMap<>();

    private final Store store;
    private final String prefix;

    /** @param cluster its key in the sandbox */
    public MountedFiles(Store store, String cluster) {
        this.store = store;
        this.prefix = "k8s/" + cluster + "/mounted/";
    }

    /** @return whether the files are others than before */
    public boolean keep(Sandbox sandbox, String podUid, String volume, Map<String, String> files) {
        if (of(podUid, volume).filter(files::equals).isPresent()) {
            return false;
        }
        store.put(prefix + podUid + "/" + volume, Json.object().put(SEALED, closed(sandbox, files)));
        return true;
    }

    /** What the files hold now. */
    public Optional<Map<String, String>> of(String podUid, String volume) {
        return opened(podUid, volume, SEALED);
    }

    /** What the program that reads them goes on with, which is something else where it refused what came. */
    public Optional<Map<String, String>> used(String podUid, String volume) {
        Optional<Map<String, String>> held = opened(podUid, volume, USED);
        return held.isPresent() ? held : of(podUid, volume);
    }

    /** The program does not take the files as they are now, and goes on with others. */
    public void hold(Sandbox sandbox, String podUid, String volume, Map<String, String> files) {
        String key = prefix + podUid + "/" + volume;
        store.get(key).ifPresent(document -> store.put(key, document.put(USED, closed(sandbox, files))));
    }

    private static String closed(Sandbox sandbox, Map<String, String> files) {
        return Seal.in(sandbox.settings().stateDir()).close(Json.text(Json.from(files)));
    }

    private Optional<Map<String, String>> opened(String podUid, String volume, String field) {
        Optional<Sandbox> sandbox = InnerCalls.sandboxOf(store);
        return sandbox.flatMap(found -> store.get(prefix + podUid + "/" + volume)
                .map(document -> document.path(field).asText())
                .filter(text -> !text.isEmpty())
                .map(text -> open(found, text)));
    }

    private static Map<String, String> open(Sandbox sandbox, String text) {
        if (OPENED.size() > MOST_OPENED) {
            OPENED.clear();
        }
        return OPENED.computeIfAbsent(text, key -> {
            Map<String, String> files = new LinkedHashMap<>();
            Json.parse(Seal.in(sandbox.settings().stateDir()).open(key))
                    .properties()
                    .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
            return files;
        });
    }

    /** Of a pod that is gone. */
    public void forget(String podUid) {
        store.under(prefix + podUid + "/").keySet().forEach(store::delete);
    }
}
