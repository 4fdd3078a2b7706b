package io.jenkins.plugins.aks.sandbox.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** HTTP/1.1 on the ports that the images of a pod are known to open: each path of the image's data, else 404. */
final class ImagePorts implements PortListener {
    private static final int LONGEST_HEAD = 16 << 10;

    @Override
    public boolean listens(PortCall call) {
        return paths(call).isPresent();
    }

    private static Optional<JsonNode> paths(PortCall call) {
        for (JsonNode container : call.pod().at("/spec/containers")) {
            ContainerImage image = ContainerImage.of(container.path("image").asText());
            JsonNode port = image.data().path("ports").path(Integer.toString(call.port()));
            if (port.isObject()) {
                return Optional.of(port);
            }
        }
        return Optional.empty();
    }

    @Override
    public void serve(PortCall call, InputStream in, OutputStream out) throws IOException {
        JsonNode paths = paths(call).orElseThrow();
        InputStream buffered = new BufferedInputStream(in);
        String head = head(buffered);
        if (head.isEmpty()) {
            return;
        }
        String[] line = head.lines().findFirst().orElse("").split(" ");
        String path = line.length > 1 ? line[1].replaceFirst("\\?.*", "") : "/";
        JsonNode found = paths.path(path);
        String status = found.isTextual() ? "200 OK" : "404 Not Found";
        byte[] body = (found.isTextual() ? found.asText() : "not found\n").getBytes(StandardCharsets.UTF_8);
        String type = body.length > 0 && body[0] == '<'
                ? "text/html"
                : body.length > 0 && body[0] == '{' ? "application/json" : "text/plain";
        String answer = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        if (!line[0].equals("HEAD")) {
            out.write(body);
        }
        out.flush();
    }

    /** Up to and without the empty line; empty where the client closed before. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString().strip();
            }
        }
        return "";
    }
}
