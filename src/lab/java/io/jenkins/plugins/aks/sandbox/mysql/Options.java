package io.jenkins.plugins.aks.sandbox.mysql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.tools.PodFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server was told by its option files and its command line.
 *
 * @param variables all of the server's, by name with underscores
 * @param unknown the first option that the server does not know; empty where it knows them all
 */
record Options(String version, Map<String, String> variables, String unknown) {
    private static final JsonNode DATA = load();
    private static final List<String> FILES = List.of("/etc/my.cnf", "/etc/mysql/my.cnf");
    private static final List<String> FOLDERS = List.of("/etc/mysql/conf.d", "/etc/mysql/mysql.conf.d");

    private static JsonNode load() {
        try (InputStream in = Options.class.getResourceAsStream("/sandbox/mysqlVariables.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param call in the container of the server, with its whole command */
    static Options of(ExecCall call) {
        String version = version(call.containerSpec().path("image").asText());
        List<String> given = new ArrayList<>(files(call));
        for (String words : call.argv()) {
            for (String word : words.split("\\s+")) {
                if (word.startsWith("--")) {
                    given.add(word.substring(2).replaceAll("^['\"]|['\"]$", ""));
                }
            }
        }
        Map<String, String> variables = new TreeMap<>();
        DATA.path("variables")
                .properties()
                .forEach(each -> variables.put(each.getKey(), each.getValue().asText()));
        variables.put("version", version);
        variables.put("hostname", hostname(call));
        String unknown = "";
        for (String option : given) {
            unknown = unknown.isEmpty() && !take(option, version, variables) ? option : unknown;
        }
        return new Options(version, variables, unknown);
    }

    private static String hostname(ExecCall call) {
        return call.pod()
                .at("/spec/hostname")
                .asText(call.pod().at("/metadata/name").asText());
    }

    /** {@code mysql:8.4} means the newest of its kind. */
    private static String version(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1).replaceFirst("@.*", "");
        String tag = name.contains(":") ? name.substring(name.indexOf(':') + 1).replaceFirst("-.*", "") : "";
        return DATA.path("newest").path(tag).asText(tag.matches("\\d+\\.\\d+\\.\\d+") ? tag : "9.5.0");
    }

    private static List<String> files(ExecCall call) {
        PodFiles files = new PodFiles(call);
        List<String> paths = new ArrayList<>(FILES);
        for (String folder : FOLDERS) {
            files.list(folder).stream()
                    .filter(name -> name.endsWith(".cnf"))
                    .forEach(name -> paths.add(folder + "/" + name));
        }
        List<String> options = new ArrayList<>();
        for (String path : paths) {
            boolean ours = false;
            for (String line :
                    files.read(path).orElse("").lines().map(String::strip).toList()) {
                ours = line.startsWith("[") ? line.equals("[mysqld]") : ours;
                if (ours && !line.isEmpty() && !line.matches("[\\[#;!].*")) {
                    options.add(line.replaceFirst("\\s*=\\s*", "="));
                }
            }
        }
        return options;
    }

    /** Whether the server knows the option. */
    private static boolean take(String option, String version, Map<String, String> variables) {
        String[] pair = option.split("=", 2);
        String name = pair[0].replace('-', '_');
        if (name.startsWith("loose_")) {
            return true;
        }
        if (isRemoved(name, version)) {
            return false;
        }
        String value = pair.length > 1 ? pair[1] : "ON";
        String plain = name.startsWith("skip_") ? name.substring(5) : name;
        if (DATA.path("variables").has(name)) {
            variables.put(name, value.equals("1") && variables.get(name).matches("ON|OFF") ? "ON" : value);
            return true;
        }
        if (DATA.path("variables").has(plain)) {
            variables.put(plain, "OFF");
            return true;
        }
        return isOption(name);
    }

    private static boolean isOption(String name) {
        for (JsonNode option : DATA.path("options")) {
            if (option.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRemoved(String name, String version) {
        for (Map.Entry<String, JsonNode> since : DATA.path("removed").properties()) {
            boolean concerned = compare(version, since.getKey()) >= 0;
            for (JsonNode removed : since.getValue()) {
                if (concerned && removed.asText().equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int compare(String version, String other) {
        String[] ours = version.split("\\.");
        String[] theirs = other.split("\\.");
        for (int i = 0; i < theirs.length; i++) {
            int difference = Integer.parseInt(ours[i]) - Integer.parseInt(theirs[i]);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    String value(String name) {
        return variables.get(name);
    }
}
