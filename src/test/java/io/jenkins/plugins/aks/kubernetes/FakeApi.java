package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server that gives prepared answers in order and keeps what it was asked. */
final class FakeApi implements WebService {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Deque<WebResponse> answers = new ArrayDeque<>();
    private final List<WebRequest> asked = new CopyOnWriteArrayList<>();

    synchronized FakeApi answer(int status, String json) {
        try {
            answers.add(WebResponse.json(status, MAPPER.readTree(json.replace('\'', '"'))));
            return this;
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    synchronized FakeApi reset() {
        answers.clear();
        asked.clear();
        return this;
    }

    List<WebRequest> asked() {
        return asked;
    }

    List<String> lines() {
        return asked.stream().map(WebRequest::toString).toList();
    }

    @Override
    public synchronized WebResponse answer(WebRequest request) {
        asked.add(request);
        return answers.isEmpty() ? WebResponse.empty(418) : answers.remove();
    }
}
