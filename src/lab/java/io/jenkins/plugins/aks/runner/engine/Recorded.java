package io.jenkins.plugins.aks.runner.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import hudson.model.Result;
import java.lang.reflect.Constructor;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * How one call ended.
 *
 * @param digest of the call's arguments
 * @param failure null after success
 * @param result what the step made of the build's result; null if nothing
 */
record Recorded(String id, String step, String digest, Object value, Throwable failure, Result result) {

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("step", step).put("digest", digest);
        if (result != null) {
            json.put("result", result.toString());
        }
        if (failure == null) {
            json.set("value", PlainJson.write(value));
            return json;
        }
        ObjectNode thrown = json.putObject("failure");
        thrown.put("class", failure.getClass().getName()).put("message", failure.getMessage());
        if (failure instanceof FlowInterruptedException interrupted) {
            thrown.put("result", interrupted.getResult().toString());
            thrown.put("actual", interrupted.isActualInterruption());
        }
        return json;
    }

    static Recorded fromJson(JsonNode json) {
        JsonNode thrown = json.path("failure");
        return new Recorded(
                json.path("id").asText(),
                json.path("step").asText(),
                json.path("digest").asText(),
                PlainJson.read(json.path("value")),
                thrown.isMissingNode() ? null : failure(thrown),
                json.has("result") ? Result.fromString(json.path("result").asText()) : null);
    }

    private static Throwable failure(JsonNode thrown) {
        if (thrown.has("result")) {
            return new FlowInterruptedException(
                    Result.fromString(thrown.path("result").asText()),
                    thrown.path("actual").asBoolean());
        }
        String message =
                thrown.path("message").isNull() ? null : thrown.path("message").asText();
        try {
            Class<?> type = Class.forName(thrown.path("class").asText());
            Constructor<?> constructor = type.getConstructor(String.class);
            return (Throwable) constructor.newInstance(message);
        } catch (ReflectiveOperationException | ClassCastException noSuchConstructor) {
            return new AbortException(message);
        }
    }

    /** Gives the result again, as the step did. */
    Object replay() throws Throwable {
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
