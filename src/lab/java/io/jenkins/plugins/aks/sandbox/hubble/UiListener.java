package io.jenkins.plugins.aks.sandbox.hubble;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.container.PortCall;
import io.jenkins.plugins.aks.sandbox.container.PortListener;
import io.jenkins.plugins.aks.sandbox.container.tools.Environment;
import io.jenkins.plugins.aks.sandbox.container.tools.MountedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hubble UI: nginx with the page, which listens where its mounted configuration says and gives the backend what the
 * configuration sends there; and the backend. What the backend tells the page of flows is not simulated.
 */
public final class UiListener implements PortListener {
    private static final Pattern FRONTEND = Pattern.compile("(.*/)?hubble-ui([:@].*)?");
    private static final Pattern BACKEND = Pattern.compile("(.*/)?hubble-ui-backend([:@].*)?");
    private static final Pattern LISTEN = Pattern.compile("(?m)^\\s*listen\\s+(?:[^;\\s]*:)?(\\d+)[^;]*;");
    private static final String CONFIGURATION = "/etc/nginx/conf.d/default.conf";
    /** What nginx without root rights has by itself: its welcome page. */
    private static final String UNCONFIGURED = "server {\n listen 8080;\n}\n";

    private static final String PAGE =
            "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\" />\n<title>Hubble UI</title>\n"
                    + "<base href=\"/\" />\n</head>\n<body>\n<div id=\"app\"></div>\n</body>\n</html>\n";
    private static final String WELCOME =
            "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body></body>\n</html>\n";

    @Override
    public boolean listens(PortCall call) {
        return page(call).isPresent() || isBackend(call);
    }

    /** The configuration of the nginx that listens at the port. */
    private static Optional<String> page(PortCall call) {
        for (JsonNode container : call.pod().at("/spec/containers")) {
            if (FRONTEND.matcher(container.path("image").asText()).matches()) {
                String configuration = MountedFiles.read(
                                call.cluster(),
                                call.pod(),
                                container.path("name").asText(),
                                CONFIGURATION)
                        .orElse(UNCONFIGURED);
                Matcher listen = LISTEN.matcher(configuration);
                if (listen.find() && Integer.parseInt(listen.group(1)) == call.port()) {
                    return Optional.of(configuration);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isBackend(PortCall call) {
        for (JsonNode container : call.pod().at("/spec/containers")) {
            if (BACKEND.matcher(container.path("image").asText()).matches()) {
                String port = Environment.of(
                                call.cluster(),
                                call.pod(),
                                container.path("name").asText())
                        .getOrDefault("EVENTS_SERVER_PORT", "8090");
                return port.equals(Integer.toString(call.port()));
            }
        }
        return false;
    }

    @Override
    public void serve(PortCall call, InputStream in, OutputStream out) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        String request = reader.readLine();
        for (String line = request; line != null && !line.isEmpty(); ) {
            line = reader.readLine();
        }
        if (request == null) {
            return;
        }
        String[] words = request.split(" ");
        String path = words.length > 1 ? words[1].replaceFirst("\\?.*", "") : "/";
        Optional<String> configuration = page(call);
        if (configuration.isPresent()) {
            frontend(call, configuration.get(), words[0], path, out);
        } else if (path.equals("/healthz")) {
            send(out, words[0], "200 OK", "text/plain", "ok");
        } else {
            send(out, words[0], "404 Not Found", "text/plain", "404 page not found\n");
        }
    }

    private static void frontend(PortCall call, String configuration, String method, String path, OutputStream out)
            throws IOException {
        if (configuration.equals(UNCONFIGURED)) {
            boolean root = path.equals("/");
            send(out, method, root ? "200 OK" : "404 Not Found", "text/html", root ? WELCOME : "not found\n");
            return;
        }
        Matcher backend = Pattern.compile("location\\s+/api[^}]*proxy_pass\\s+http://127\\.0\\.0\\.1:(\\d+)")
                .matcher(configuration);
        if (path.startsWith("/api") && backend.find()) {
            PortCall behind = new PortCall(call.pod(), Integer.parseInt(backend.group(1)), call.cluster());
            boolean there = isBackend(behind);
            send(
                    out,
                    method,
                    there ? "404 Not Found" : "502 Bad Gateway",
                    "text/plain",
                    there ? "404 page not found\n" : "");
        } else if (path.equals("/healthz") && configuration.contains("location /healthz")) {
            send(out, method, "200 OK", "text/plain", "ok");
        } else {
            send(out, method, "200 OK", "text/html", PAGE);
        }
    }

    private static void send(OutputStream out, String method, String status, String type, String body)
            throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n";
        out.write((head + (method.equals("HEAD") ? "" : body)).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
