package io.jenkins.plugins.aks.sandbox.mysql;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a client of the server was told. */
final class ClientOptions {
    private static final String FLAGS = "NBstrfEAnqvVwCH";
    private static final String VALUED = "hPuDeSO";
    private static final Map<String, String> LONG = Map.ofEntries(
            Map.entry("host", "h"),
            Map.entry("port", "P"),
            Map.entry("user", "u"),
            Map.entry("database", "D"),
            Map.entry("execute", "e"),
            Map.entry("socket", "S"),
            Map.entry("skip-column-names", "N"),
            Map.entry("batch", "B"),
            Map.entry("silent", "s"),
            Map.entry("table", "t"),
            Map.entry("raw", "r"),
            Map.entry("force", "f"),
            Map.entry("vertical", "E"),
            Map.entry("no-auto-rehash", "A"),
            Map.entry("unbuffered", "n"),
            Map.entry("quick", "q"),
            Map.entry("verbose", "v"),
            Map.entry("wait", "w"));
    /** Long options with a value that have no letter. */
    private static final List<String> MORE = List.of(
            "connect-timeout",
            "protocol",
            "ssl-mode",
            "default-character-set",
            "init-command",
            "default-auth",
            "get-server-public-key",
            "reconnect",
            "skip-ssl",
            "no-defaults",
            "comments",
            "skip-reconnect");

    private final Map<String, String> given = new TreeMap<>();
    private final List<String> rest = new ArrayList<>();
    private boolean passwordOnCommandLine;
    private String wrong = "";

    private ClientOptions() {}

    static ClientOptions of(ExecCall call) {
        ClientOptions options = new ClientOptions();
        options.given.put("password", call.environment().getOrDefault("MYSQL_PWD", ""));
        options.given.put("h", call.environment().getOrDefault("MYSQL_HOST", ""));
        List<String> words = call.arguments();
        for (int i = 0; i < words.size() && options.wrong.isEmpty(); i++) {
            String word = words.get(i);
            if (word.startsWith("--") && word.length() > 2) {
                i = options.longOption(words, i);
            } else if (word.startsWith("-") && word.length() > 1) {
                i = options.shortOptions(words, i);
            } else {
                options.rest.add(word);
            }
        }
        return options;
    }

    private int longOption(List<String> words, int at) {
        String[] pair = words.get(at).substring(2).split("=", 2);
        String name = pair[0].replace('_', '-');
        if (name.equals("password")) {
            password(pair.length > 1 ? pair[1] : "");
            return at;
        }
        String letter = LONG.getOrDefault(name, "");
        if (letter.isEmpty() && !MORE.contains(name)) {
            wrong = "unknown option '--" + name + "'";
            return at;
        }
        boolean takes = !letter.isEmpty() && VALUED.contains(letter)
                || List.of("connect-timeout", "protocol").contains(name);
        boolean next = takes && pair.length == 1 && at + 1 < words.size();
        given.put(letter.isEmpty() ? name : letter, pair.length > 1 ? pair[1] : next ? words.get(at + 1) : "");
        return next ? at + 1 : at;
    }

    private int shortOptions(List<String> words, int at) {
        String word = words.get(at);
        for (int i = 1; i < word.length(); i++) {
            String letter = word.substring(i, i + 1);
            if (letter.equals("p")) {
                password(word.substring(i + 1));
                return at;
            }
            if (VALUED.contains(letter)) {
                boolean attached = i + 1 < word.length();
                if (!attached && at + 1 >= words.size()) {
                    wrong = "option '-" + letter + "' requires an argument";
                    return at;
                }
                given.put(letter, attached ? word.substring(i + 1) : words.get(at + 1));
                return attached ? at : at + 1;
            }
            if (!FLAGS.contains(letter)) {
                wrong = "unknown option '-" + letter + "'";
                return at;
            }
            given.put(letter, "");
        }
        return at;
    }

    private void password(String value) {
        given.put("password", value);
        passwordOnCommandLine = !value.isEmpty();
    }

    /** What is wrong with them; empty where nothing is. */
    String wrong() {
        return wrong;
    }

    boolean has(String option) {
        return given.containsKey(option);
    }

    String value(String option, String otherwise) {
        String value = given.getOrDefault(option, "");
        return value.isEmpty() ? otherwise : value;
    }

    boolean isPasswordShown() {
        return passwordOnCommandLine;
    }

    int port() {
        String port = value("P", "3306");
        return port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    }

    /** What is no option: the database, or the command of mysqladmin. */
    List<String> rest() {
        return List.copyOf(rest);
    }
}
