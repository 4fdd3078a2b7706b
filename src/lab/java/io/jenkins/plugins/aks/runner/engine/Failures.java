package io.jenkins.plugins.aks.runner.engine;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.aks.runner.script.Jenkinsfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.CauseOfInterruption;
import org.codehaus.groovy.control.CompilationFailedException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** What an exception means for the build, and how Jenkins would print it. */
public final class Failures {

    private Failures() {}

    public static Result result(Throwable failure) {
        if (failure instanceof FlowInterruptedException interrupted) {
            return interrupted.getResult();
        }
        return failure instanceof InterruptedException ? Result.ABORTED : Result.FAILURE;
    }

    /** What stops the run whatever its script catches. */
    public static boolean fatal(Throwable failure) {
        return failure instanceof ReplayMismatch;
    }

    /** Whether a branch was only stopped because another one failed. */
    static boolean failFast(Throwable failure) {
        return failure instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream().anyMatch(FailFast.class::isInstance);
    }

    public static List<String> describe(Throwable failure) {
        if (failure instanceof AbortException || fatal(failure)) {
            return List.of("ERROR: " + failure.getMessage());
        }
        if (failure instanceof FlowInterruptedException interrupted) {
            return interrupted.getCauses().stream()
                    .map(CauseOfInterruption::getShortDescription)
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        if (failure instanceof CompilationFailedException) {
            lines.add(failure.getClass().getName() + ": " + failure.getMessage().stripTrailing());
            return lines;
        }
        Set<Throwable> seen = new HashSet<>();
        String prefix = "";
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            lines.add(prefix + t);
            frames(t).forEach(lines::add);
            prefix = "Caused by: ";
        }
        return lines;
    }

    /** Where in the Jenkinsfile it was; frames of the runner and of Groovy tell a user nothing. */
    private static List<String> frames(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(f -> f.getClassName().equals(Jenkinsfile.NAME)
                        || f.getClassName().startsWith(Jenkinsfile.NAME + "$"))
                .filter(f -> f.getLineNumber() > 0)
                .map(f -> "\tat %s(%s:%d)".formatted(function(f), Jenkinsfile.NAME, f.getLineNumber()))
                .distinct()
                .toList();
    }

    private static String function(StackTraceElement frame) {
        boolean inner =
                frame.getClassName().contains("$") || frame.getMethodName().equals("run");
        return Jenkinsfile.NAME + "." + (inner ? "run" : frame.getMethodName());
    }
}
