package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a request gets. */
record Answer(int code, ObjectNode body, List<String> warnings) {

    static Answer ok(ObjectNode body) {
        return new Answer(200, body, List.of());
    }
}
