package io.jenkins.plugins.aks.sandbox.container;

import io.jenkins.plugins.aks.sandbox.container.shell.ShellProgram;
import io.jenkins.plugins.aks.sandbox.container.tools.Filters;
import io.jenkins.plugins.aks.sandbox.container.tools.PlainPrograms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Runs programs in containers: those that others bring, then the shell and the basic tools. */
public final class Programs {
    private static final int NOT_FOUND = 127;
    private static final List<ContainerProgram> ALL = load();

    private Programs() {}

    private static List<ContainerProgram> load() {
        List<ContainerProgram> all = new ArrayList<>();
        ServiceLoader.load(ContainerProgram.class, Programs.class.getClassLoader())
                .forEach(all::add);
        all.add(new ShellProgram());
        all.add(new PlainPrograms());
        all.add(new Filters());
        return List.copyOf(all);
    }

    /** Whether the call's image has the program. */
    public static boolean has(ExecCall call) {
        return image(call).has(call.argv().get(0));
    }

    /** Runs a program that a shell or the runtime calls; one that the image does not have ends with 127. */
    public static ExecResult run(ExecCall call) {
        String name = call.argv().get(0);
        if (!has(call)) {
            return ExecResult.failed(NOT_FOUND, "sh: " + name + ": not found");
        }
        return find(call.program())
                .map(program -> program.run(call))
                .orElseGet(() -> ExecResult.failed(
                        NOT_FOUND, name + ": the image has this program, but the sandbox does not simulate it"));
    }

    /** Whether a loop around it is run round by round, each at its own time. */
    public static boolean hasEffects(String program) {
        return find(ExecCall.baseName(program))
                .filter(ContainerProgram::hasEffects)
                .isPresent();
    }

    public static Optional<ContainerProgram> find(String program) {
        return ALL.stream().filter(each -> each.handles(program)).findFirst();
    }

    private static ContainerImage image(ExecCall call) {
        return ContainerImage.of(call.containerSpec().path("image").asText());
    }
}
