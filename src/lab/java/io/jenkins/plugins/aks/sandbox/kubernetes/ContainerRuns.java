package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.ContainerImage;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import io.jenkins.plugins.aks.sandbox.container.Programs;
import io.jenkins.plugins.aks.sandbox.container.shell.LiveScript;
import io.jenkins.plugins.aks.sandbox.container.tools.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs the containers' own programs and keeps their runs: the present one and the one before. */
final class ContainerRuns {
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int CANNOT_START = 128;
    private static final String LOG = "/log/";

    private final LiveView view;
    private LogSecrecy secrecy;

    ContainerRuns(LiveView view) {
        this.view = view;
    }

    /** @param live where loops go on */
    ContainerRun begin(ObjectNode pod, String container, LiveRuns live) {
        String key = key(Meta.uid(pod), container);
        logged(pod, container).ifPresent(before -> {
            view.store().under(key + LOG).keySet().forEach(view.store()::delete);
            view.store().put(key + "/previous", before.document());
        });
        Optional<ExecCall> call = call(pod, container, view);
        ContainerRun run;
        if (call.isPresent() && Programs.has(call.get()) && LiveScript.isOne(call.get())) {
            run = ContainerRun.of(view.now(), ExecResult.ok("").withoutEnd(), "");
            live.begin(call.get());
        } else {
            run = run(pod, container, call).texts(secrecy()::close);
        }
        view.store().put(key, run.document());
        return run;
    }

    /** A running container writes more than its run was worked out to. */
    void append(JsonNode pod, String container, String text) {
        current(pod, container).ifPresent(run -> {
            double hour = Math.max(1, view.real(Duration.ofHours(1)).toNanos());
            double hours = Duration.between(run.startedAt(), view.now()).toNanos() / hour;
            Duration at =
                    Duration.ofNanos(Math.round(hours * Duration.ofHours(1).toNanos()));
            ObjectNode document = Json.object();
            ContainerRun.write(
                    document, List.of(new ExecResult.Piece(at, true, secrecy().close(text))));
            String number = String.format("%019d", at.toNanos());
            view.store().put(key(Meta.uid(pod), container) + LOG + number, document);
        });
    }

    /** Without what a loop wrote meanwhile. */
    Optional<ContainerRun> current(JsonNode pod, String container) {
        return view.store().get(key(Meta.uid(pod), container)).map(ContainerRun::read);
    }

    /** With all of its log. */
    Optional<ContainerRun> logged(JsonNode pod, String container) {
        List<ExecResult.Piece> more = new ArrayList<>();
        view.store()
                .under(key(Meta.uid(pod), container) + LOG)
                .values()
                .forEach(document -> more.addAll(ContainerRun.pieces(document)));
        return current(pod, container).map(run -> run.with(more));
    }

    Optional<ContainerRun> previous(JsonNode pod, String container) {
        return view.store().get(key(Meta.uid(pod), container) + "/previous").map(ContainerRun::read);
    }

    /** Adds to the log of a loop. */
    void write(LiveState loop, List<ExecResult.Piece> output) {
        if (!output.isEmpty()) {
            ObjectNode document = Json.object();
            ContainerRun.write(document, ContainerRun.texts(output, secrecy()::close));
            String number = String.format("%019d", loop.script().time().toNanos());
            view.store().put(key(loop.uid(), loop.container()) + LOG + number, document);
        }
    }

    /** A loop is over. */
    void end(LiveState loop, int exitCode, Duration took) {
        String key = key(loop.uid(), loop.container());
        ContainerRun before = ContainerRun.read(view.store().get(key).orElseThrow());
        ExecResult result = new ExecResult(exitCode, before.output(), took, false);
        view.store().put(key, ContainerRun.of(before.startedAt(), result, "").document());
    }

    /** A run whose log can be read. */
    ContainerRun opened(ContainerRun run) {
        return run.texts(secrecy()::open);
    }

    /** Made at the first use, when the sandbox around the cluster is there. */
    private synchronized LogSecrecy secrecy() {
        if (secrecy == null) {
            secrecy = LogSecrecy.in(view.store());
        }
        return secrecy;
    }

    /** Forgets the runs of a pod that is gone. */
    void forget(JsonNode pod) {
        view.store().under(key(Meta.uid(pod), "")).keySet().forEach(view.store()::delete);
        view.store()
                .under(LiveState.prefix(view) + Meta.uid(pod) + "/")
                .keySet()
                .forEach(view.store()::delete);
    }

    private String key(String uid, String container) {
        return "k8s/" + view.key() + "/runs/" + uid + "/" + container;
    }

    /** How a container's own program is called; empty where the image's is not known. */
    Optional<ExecCall> call(ObjectNode pod, String container, ClusterView cluster) {
        JsonNode spec = PodSpecs.container(pod, container);
        Map<String, String> environment = Environment.of(cluster, pod, container);
        List<String> argv = argv(spec, ContainerImage.of(Json.text(spec, "image")), environment);
        boolean attached = spec.path("stdin").asBoolean();
        Supplier<String> stdin = () -> {
            if (attached) {
                throw new NoInputYet();
            }
            return "";
        };
        return argv.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExecCall(argv, stdin, environment, pod, container, cluster));
    }

    private ContainerRun run(ObjectNode pod, String container, Optional<ExecCall> call) {
        ContainerImage image = ContainerImage.of(Json.text(PodSpecs.container(pod, container), "image"));
        if (call.isEmpty()) {
            return ContainerRun.of(view.now(), usual(pod, image), "");
        }
        String program = call.get().argv().get(0);
        if (Programs.has(call.get())) {
            try {
                return ContainerRun.of(view.now(), notTooQuick(Programs.run(call.get())), "");
            } catch (NoInputYet waits) {
                return ContainerRun.of(view.now(), ExecResult.ok("").withoutEnd(), "")
                        .waiting();
            }
        }
        if (image.known() && !program.startsWith("/")) {
            return ContainerRun.of(view.now(), ExecResult.of(CANNOT_START, "", ""), notFound(program));
        }
        return ContainerRun.of(view.now(), usual(pod, image), "");
    }

    private static ExecResult notTooQuick(ExecResult result) {
        boolean quick = result.took().compareTo(SHORTEST) < 0;
        Duration took = quick && !result.endless() ? SHORTEST : result.took();
        return new ExecResult(result.exitCode(), result.output(), took, result.endless());
    }

    /** Gives a program the input that it waits for, and lets it run from now. */
    void input(ObjectNode pod, String container, Supplier<String> stdin) {
        ExecCall call = call(pod, container, view).orElseThrow();
        ExecResult result = notTooQuick(Programs.run(call.with(call.argv(), stdin, call.environment())));
        String key = key(Meta.uid(pod), container);
        ContainerRun before = ContainerRun.read(view.store().get(key).orElseThrow());
        Duration waited = view.simulated(Duration.between(before.startedAt(), view.now()));
        view.store()
                .put(
                        key,
                        ContainerRun.of(before.startedAt(), result.after(waited), "")
                                .texts(secrecy()::close)
                                .document());
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
        if (command.isEmpty() && arguments.isEmpty()) {
            arguments = Json.texts(image.data().path("cmd"));
        }
        boolean own = command.isEmpty() && !handsOver(image, arguments);
        List<String> argv = new ArrayList<>(own ? Json.texts(image.data().path("entrypoint")) : command);
        // An image's own entry point that is not known gets the arguments as a command, as those of base images do.
        argv.addAll(arguments);
        argv.replaceAll(word -> Environment.resolve(word, environment));
        return argv;
    }

    /** Whether an entry point prepares some programs only, and just starts what it is given here. */
    private static boolean handsOver(ContainerImage image, List<String> arguments) {
        List<String> prepares = Json.texts(image.data().path("prepares"));
        return !prepares.isEmpty()
                && !arguments.isEmpty()
                && !arguments.get(0).startsWith("-")
                && !prepares.contains(arguments.get(0));
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
