package io.jenkins.plugins.aks.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An HTTP client that gives prepared answers in order and keeps what it was asked. */
public final class FakeHttp implements HttpClient {
    private final Deque<Supplier<Answer>> answers = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();

    record Answer(int status, Map<String, String> headers, String body) {}

    /** @param headers by lower-case name */
    public record Asked(String method, String url, Map<String, String> headers, String body) {}

    public FakeHttp answer(int status, String body, String... headers) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        answers.add(() -> new Answer(status, map, body));
        return this;
    }

    public FakeHttp fail(RuntimeException failure) {
        answers.add(() -> {
            throw failure;
        });
        return this;
    }

    public List<Asked> asked() {
        return asked;
    }

    /** Method and path with query of each request. */
    public List<String> lines() {
        return asked.stream()
                .map(request -> request.method() + " " + request.url().replaceFirst("https://[^/]*", ""))
                .toList();
    }

    public Asked last() {
        return asked.get(asked.size() - 1);
    }

    public int unused() {
        return answers.size();
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> respond(request));
    }

    private synchronized HttpResponse respond(HttpRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (HttpHeader header : request.getHeaders()) {
            headers.put(header.getName().toLowerCase(java.util.Locale.ROOT), header.getValue());
        }
        String body = request.getBodyAsBinaryData() == null
                ? ""
                : request.getBodyAsBinaryData().toString();
        asked.add(new Asked(request.getHttpMethod().toString(), request.getUrl().toString(), headers, body));
        if (answers.isEmpty()) {
            throw new AssertionError("no answer was prepared for " + request.getHttpMethod() + " " + request.getUrl());
        }
        return new Response(request, answers.remove().get());
    }

    private static final class Response extends HttpResponse {
        private final Answer answer;

        Response(HttpRequest request, Answer answer) {
            super(request);
            this.answer = answer;
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return getHeaders().getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            HttpHeaders headers = new HttpHeaders();
            answer.headers().forEach((name, value) -> headers.set(HttpHeaderName.fromString(name), value));
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(bytes()));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(bytes());
        }

        @Override
        public Mono<String> getBodyAsString() {
            return Mono.just(answer.body());
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(answer.body());
        }

        private byte[] bytes() {
            return answer.body().getBytes(StandardCharsets.UTF_8);
        }
    }
}
