package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What goes wrong with which requests.
 *
 * @param name tells rules apart; how often a rule has matched is kept under it over restarts
 * @param method an HTTP method, or {@code *}
 * @param path matches the whole path, whatever the case
 * @param from the first matching request that it concerns, counted from 1
 * @param times how many it concerns from there on; 0 for all
 * @param delay real time before the request is looked at
 * @param cut whether and when the connection is cut
 * @param answer what is answered in place of doing it
 * @param crash the long-running operation that this request starts ends Failed with this code and message
 */
public record FaultRule(
        String name,
        String method,
        Pattern path,
        int from,
        int times,
        Duration delay,
        Cut cut,
        Optional<Answer> answer,
        Optional<Crash> crash) {

    /** When the connection is cut without an answer. */
    public enum Cut {
        NEVER,
        BEFORE_EFFECT,
        AFTER_EFFECT
    }

    /** @param body null for none */
    public record Answer(int status, Map<String, String> headers, ObjectNode body) {}

    public record Crash(String code, String message) {}

    public static FaultRule on(String method, String path) {
        Pattern pattern = Pattern.compile(path, Pattern.CASE_INSENSITIVE);
        return new FaultRule(
                method + " " + path,
                method,
                pattern,
                1,
                1,
                Duration.ZERO,
                Cut.NEVER,
                Optional.empty(),
                Optional.empty());
    }

    public FaultRule named(String value) {
        return new FaultRule(value, method, path, from, times, delay, cut, answer, crash);
    }

    public FaultRule from(int value) {
        return new FaultRule(name, method, path, value, times, delay, cut, answer, crash);
    }

    public FaultRule times(int value) {
        return new FaultRule(name, method, path, from, value, delay, cut, answer, crash);
    }

    public FaultRule always() {
        return times(0);
    }

    public FaultRule delayed(Duration value) {
        return new FaultRule(name, method, path, from, times, value, cut, answer, crash);
    }

    public FaultRule cutting(Cut value) {
        return new FaultRule(name, method, path, from, times, delay, value, answer, crash);
    }

    public FaultRule answering(int status, Map<String, String> headers, ObjectNode body) {
        Answer value = new Answer(status, Map.copyOf(headers), body);
        return new FaultRule(name, method, path, from, times, delay, cut, Optional.of(value), crash);
    }

    /** An error as Azure Resource Manager writes it. */
    public FaultRule refusing(int status, String code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message);
        return answering(status, Map.of(), body);
    }

    /** 429 with Retry-After in real seconds. */
    public FaultRule throttling(int retryAfterSeconds) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", "Throttled").put("message", "The request has been throttled.");
        return answering(429, Map.of("Retry-After", String.valueOf(retryAfterSeconds)), body);
    }

    public FaultRule crashing(String code, String message) {
        return new FaultRule(
                name, method, path, from, times, delay, cut, answer, Optional.of(new Crash(code, message)));
    }

    boolean concerns(String requestMethod, String requestPath) {
        return (method.equals("*") || method.equalsIgnoreCase(requestMethod))
                && path.matcher(requestPath).matches();
    }

    boolean concerns(long occurrence) {
        return occurrence >= from && (times == 0 || occurrence < (long) from + times);
    }
}
