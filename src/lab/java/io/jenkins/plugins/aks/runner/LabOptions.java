package io.jenkins.plugins.aks.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the user said with {@code -Dlab.…}.
 *
 * @param script {@code lab.script}: the Jenkinsfile
 * @param state {@code lab.state}: the directory of the simulated cloud and of the builds
 * @param serve {@code lab.serve}: keep the sandbox up and run nothing
 * @param serveTime {@code lab.serve.seconds}: end serving after this time; empty for until it is stopped
 * @param port {@code lab.port}: of the sandbox; 0 for any free one, kept in later runs
 * @param seed {@code lab.seed}: fixes the sandbox's identifiers and durations
 * @param timeScale {@code lab.timeScale}: simulated seconds in a real one
 * @param faults {@code lab.faults}: a file of faults of the sandbox
 * @param shell {@code lab.sh}: whether sh may run programs
 * @param parameters {@code lab.param.NAME}: the build's parameters
 * @param environment {@code lab.env.NAME}: variables that a controller would set, such as BRANCH_NAME
 */
record LabOptions(
        Path script,
        Path state,
        boolean serve,
        Optional<Duration> serveTime,
        int port,
        Optional<Long> seed,
        Optional<Double> timeScale,
        Optional<Path> faults,
        boolean shell,
        Map<String, String> parameters,
        Map<String, String> environment) {

    private static final String PREFIX = "lab.";
    private static final String PARAMETER = "lab.param.";
    private static final String VARIABLE = "lab.env.";
    private static final List<String> NAMES =
            Arrays.asList("script", "state", "serve", "serve.seconds", "port", "seed", "timeScale", "faults", "sh");

    /** @throws IllegalArgumentException for a property that is unknown or holds no number where one is needed */
    static LabOptions from(Properties properties) {
        Map<String, String> parameters = new TreeMap<>();
        Map<String, String> environment = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), properties.getProperty(name));
            } else if (name.startsWith(VARIABLE)) {
                environment.put(name.substring(VARIABLE.length()), properties.getProperty(name));
            } else if (name.startsWith(PREFIX) && !NAMES.contains(name.substring(PREFIX.length()))) {
                throw new IllegalArgumentException(
                        "-D%s is not known. The lab takes lab.%s, lab.param.NAME, lab.env.NAME."
                                .formatted(name, String.join(", lab.", NAMES)));
            }
        }
        return new LabOptions(
                Path.of(properties.getProperty("lab.script", "examples/Jenkinsfile")),
                Path.of(properties.getProperty("lab.state", "target/lab")),
                flag(properties, "lab.serve"),
                number(properties, "lab.serve.seconds").map(s -> Duration.ofSeconds(s.longValue())),
                number(properties, "lab.port").map(Double::intValue).orElse(0),
                number(properties, "lab.seed").map(Double::longValue),
                number(properties, "lab.timeScale"),
                Optional.ofNullable(properties.getProperty("lab.faults")).map(Path::of),
                flag(properties, "lab.sh"),
                parameters,
                environment);
    }

    /** {@code -Dname} alone means yes. */
    private static boolean flag(Properties properties, String name) {
        String value = properties.getProperty(name);
        return value != null && !value.equalsIgnoreCase("false");
    }

    private static Optional<Double> number(Properties properties, String name) {
        String value = properties.getProperty(name);
        try {
            return Optional.ofNullable(value).map(Double::valueOf);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-D%s must be a number, found: %s".formatted(name, value), e);
        }
    }
}
