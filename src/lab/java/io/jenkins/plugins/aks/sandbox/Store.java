package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;

/** The sandbox's durable state: JSON documents by key. A change is with the operating system before the call returns. */
public interface Store {

    /** A copy; changing it changes nothing here. */
    Optional<ObjectNode> get(String key);

    void put(String key, ObjectNode document);

    void delete(String key);

    /** Copies of all documents whose key starts with {@code prefix}, in key order. */
    SortedMap<String, ObjectNode> under(String prefix);
}
