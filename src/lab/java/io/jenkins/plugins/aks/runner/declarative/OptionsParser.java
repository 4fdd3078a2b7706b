package io.jenkins.plugins.aks.runner.declarative;

import io.jenkins.plugins.aks.runner.model.Catalog;
import io.jenkins.plugins.aks.runner.model.Signature;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** {@code options}: job properties, which the lab accepts and ignores, and steps with a block, which it wraps around. */
final class OptionsParser {

    /** Options of Jenkins itself; they concern the queue, the history and the SCM, which the lab has not. */
    static final Set<String> ACCEPTED = Set.of(
            "buildDiscarder",
            "checkoutToSubdirectory",
            "disableConcurrentBuilds",
            "disableRestartFromStage",
            "disableResume",
            "durabilityHint",
            "newContainerPerStage",
            "overrideIndexTriggers",
            "parallelsAlwaysFailFast",
            "preserveStashes",
            "quietPeriod",
            "rateLimitBuilds",
            "skipDefaultCheckout",
            "skipStagesAfterUnstable");

    private static final Set<String> IN_STAGE = Set.of("skipDefaultCheckout");

    private final Catalog catalog;
    private final CallsParser calls;
    private final ArgumentCheck arguments;

    OptionsParser(Catalog catalog, CallsParser calls, Problems problems) {
        this.catalog = catalog;
        this.calls = calls;
        this.arguments = new ArgumentCheck(problems);
    }

    List<Call> parse(MethodCallExpression section, boolean inStage) {
        List<MethodCallExpression> found = calls.parse(section, "option", valid(inStage), true);
        found.forEach(this::check);
        return found.stream().map(calls::toCall).toList();
    }

    private void check(MethodCallExpression call) {
        catalog.signature(Ast.name(call)).ifPresent(signature -> arguments.check(call, signature));
    }

    private SortedSet<String> valid(boolean inStage) {
        SortedSet<String> valid = new TreeSet<>(inStage ? IN_STAGE : ACCEPTED);
        catalog.names().stream()
                .filter(name ->
                        catalog.signature(name).filter(OptionsParser::wraps).isPresent())
                .forEach(valid::add);
        return valid;
    }

    private static boolean wraps(Signature signature) {
        return signature.takesBlock() && !Set.of("stage", "node", "script").contains(signature.name());
    }
}
