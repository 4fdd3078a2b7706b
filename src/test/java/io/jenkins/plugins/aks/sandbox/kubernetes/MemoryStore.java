package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A store that forgets with the process. */
final class MemoryStore implements Store {
    private final TreeMap<String, ObjectNode> documents = new TreeMap<>();

    @Override
    public synchronized Optional<ObjectNode> get(String key) {
        return Optional.ofNullable(documents.get(key)).map(ObjectNode::deepCopy);
    }

    @Override
    public synchronized void put(String key, ObjectNode document) {
        documents.put(key, document.deepCopy());
    }

    @Override
    public synchronized void delete(String key) {
        documents.remove(key);
    }

    @Override
    public synchronized SortedMap<String, ObjectNode> under(String prefix) {
        TreeMap<String, ObjectNode> found = new TreeMap<>();
        for (Map.Entry<String, ObjectNode> entry :
                documents.tailMap(prefix, true).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            found.put(entry.getKey(), entry.getValue().deepCopy());
        }
        return found;
    }
}
