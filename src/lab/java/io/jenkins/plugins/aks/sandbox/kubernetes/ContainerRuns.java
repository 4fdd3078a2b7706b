package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.ContainerImage;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import io.jenkins.plugins.aks.sandbox.container.Programs;
import io.jenkins.plugins.aks.sandbox.container.tools.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the containers' own programs and keeps their runs: the present one and the one before. */
final class ContainerRuns {
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int CANNOT_START = 128;

    private final ClusterView view;

    ContainerRuns(ClusterView view) {
        this.view = view;
    }

    ContainerRun begin(ObjectNode pod, String container) {
        String key = key(Meta.uid(pod), container);
        view.store().get(key).ifPresent(before -> view.store().put(key + "/previous", before));
        ContainerRun run = run(pod, container);
        view.store().put(key, run.document());
        return run;
    }

    Optional<ContainerRun> current(JsonNode pod, String container) {
        return view.store().get(key(Meta.uid(pod), container)).map(ContainerRun::read);
    }

    Optional<ContainerRun> previous(JsonNode pod, String container) {
        return view.store().get(key(Meta.uid(pod), container) + "/previous").map(ContainerRun::read);
    }

    /** Forgets the runs of a pod that is gone. */
    void forget(JsonNode pod) {
        view.store().under(key(Meta.uid(pod), "")).keySet().forEach(view.store()::delete);
    }

    private String key(String uid, String container) {
        return "k8s/" + view.key() + "/runs/" + uid + "/" + container;
    }

    private ContainerRun run(ObjectNode pod, String container) {
        JsonNode spec = PodSpecs.container(pod, container);
        ContainerImage image = ContainerImage.of(Json.text(spec, "image"));
        Map<String, String> environment = Environment.of(view, pod, container);
        List<String> argv = argv(spec, image, environment);
        if (argv.isEmpty()) {
            return ContainerRun.of(view.now(), usual(pod, image), "");
        }
        ExecCall call = new ExecCall(argv, () -> "", environment, pod, container, view);
        if (Programs.has(call)) {
            ExecResult result = Programs.run(call);
            boolean quick = result.took().compareTo(SHORTEST) < 0;
            Duration took = quick && !result.endless() ? SHORTEST : result.took();
            return ContainerRun.of(
                    view.now(), new ExecResult(result.exitCode(), result.output(), took, result.endless()), "");
        }
        if (image.known() && !argv.get(0).startsWith("/")) {
            return ContainerRun.of(view.now(), ExecResult.of(CANNOT_START, "", ""), notFound(argv.get(0)));
        }
        return ContainerRun.of(view.now(), usual(pod, image), "");
    }

    static String notFound(String program) {
        String why = program.startsWith("/")
                ? "stat " + program + ": no such file or directory"
                : "executable file not found in $PATH";
        return "exec: \"" + program + "\": " + why;
    }

    /** The entry point and what it gets; empty where the image's own is not known. */
    private static List<String> argv(JsonNode spec, ContainerImage image, Map<String, String> environment) {
        List<String> command = Json.texts(spec.path("command"));
        List<String> arguments = Json.texts(spec.path("args"));
        List<String> argv =
                new ArrayList<>(command.isEmpty() ? Json.texts(image.data().path("entrypoint")) : command);
        // An image's own entry point that is not known gets the arguments as a command, as those of base images do.
        argv.addAll(arguments);
        argv.replaceAll(word -> Environment.resolve(word, environment));
        return argv;
    }

    /** The image's own program: a service that goes on, or something that ends after a while where that is expected. */
    private static ExecResult usual(JsonNode pod, ContainerImage image) {
        StringBuilder log = new StringBuilder();
        image.data().path("log").forEach(line -> log.append(line.asText()).append('\n'));
        ExecResult result = ExecResult.ok(log.toString());
        if (image.data().path("ends").asBoolean()) {
            return new ExecResult(0, result.output(), SHORTEST, false);
        }
        boolean goesOn = Json.text(pod, "spec", "restartPolicy").equals("Always");
        boolean service = image.known();
        return goesOn || service ? result.withoutEnd() : new ExecResult(0, result.output(), USUAL, false);
    }
}
