package io.jenkins.plugins.aks.runner.declarative;

import io.jenkins.plugins.aks.runner.model.Catalog;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** The parsers of the sections that a pipeline and a stage share. */
final class Sections {

    private static final Set<String> PARAMETERS =
            new TreeSet<>(List.of("booleanParam", "choice", "file", "password", "string", "text"));
    private static final Set<String> TRIGGERS = new TreeSet<>(List.of("cron", "githubPush", "pollSCM", "upstream"));

    final Problems problems;
    final Code code;
    final StepsCheck steps;
    final AgentParser agent;
    final EnvironmentParser environment;
    final OptionsParser options;
    final WhenParser when;
    final PostParser post;
    private final CallsParser calls;

    Sections(Catalog catalog, Problems problems, Code code) {
        this.problems = problems;
        this.code = code;
        this.calls = new CallsParser(problems, code);
        this.steps = new StepsCheck(catalog, problems);
        this.agent = new AgentParser(problems);
        this.environment = new EnvironmentParser(problems, code);
        this.options = new OptionsParser(catalog, calls, problems);
        this.when = new WhenParser(problems, code);
        this.post = new PostParser(problems, code, steps);
    }

    List<Call> parameters(MethodCallExpression section) {
        return calls.parse(section, "parameter", PARAMETERS, false).stream()
                .map(calls::toCall)
                .toList();
    }

    /** Checked, then forgotten: nothing triggers a lab run but its user. */
    void triggers(MethodCallExpression section) {
        calls.parse(section, "trigger", TRIGGERS, true);
    }
}
