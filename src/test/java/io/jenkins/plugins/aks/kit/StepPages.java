package io.jenkins.plugins.aks.kit;

import io.jenkins.plugins.aks.pipeline.AksStep;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The pages under docs/steps, made of the same help texts as the forms. */
final class StepPages {
    static final String COMMAND = "mvn test -Dtest=StepPagesTest -Ddocs.write=true";

    private static final String NOTICE = "<!-- Made of the help files by: " + COMMAND + " -->\n\n";

    private StepPages() {}

    /** @return the pages by file name */
    static Map<String, String> of(List<StepDescriptor> steps) {
        Map<String, String> pages = new TreeMap<>();
        steps.forEach(step -> pages.put(step.getFunctionName() + ".md", page(step)));
        pages.put("README.md", index(steps));
        return pages;
    }

    private static String page(StepDescriptor step) {
        List<StepParameter> parameters = StepParameters.of(step.clazz);
        StringBuilder page = new StringBuilder(NOTICE);
        page.append("# ").append(step.getFunctionName()).append("\n\n");
        page.append(step.getDisplayName()).append(".\n\n");
        page.append(help(step.clazz, "help.html")).append("\n## Parameters\n\n").append(table(parameters));
        parameters.stream().filter(each -> !each.common()).forEach(each -> page.append("\n### ")
                .append(each.name())
                .append("\n\n")
                .append(help(step.clazz, "help-" + each.name() + ".html")));
        page.append("\n## Result\n\n").append(help(step.clazz, "help-result.html"));
        return page.toString();
    }

    private static String table(List<StepParameter> parameters) {
        StringBuilder table = new StringBuilder("| Name | Type | Default |\n|---|---|---|\n");
        for (StepParameter each : parameters) {
            String name = each.common()
                    ? "[`" + each.name() + "`](README.md#" + each.name().toLowerCase(Locale.ROOT) + ")"
                    : "`" + each.name() + "`";
            String value =
                    each.required() ? "required" : each.defaultText().isEmpty() ? "" : "`" + each.defaultText() + "`";
            table.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(each.typeName())
                    .append(" | ")
                    .append(value)
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String index(List<StepDescriptor> steps) {
        StringBuilder index = new StringBuilder(NOTICE).append("# Steps\n\n| Step | What it does |\n|---|---|\n");
        for (StepDescriptor step : steps) {
            index.append("| [`").append(step.getFunctionName()).append("`](").append(step.getFunctionName());
            index.append(".md) | ").append(step.getDisplayName()).append(" |\n");
        }
        index.append(
                "\n## Common parameters\n\nEvery step but `withAks` has these, so that each can also stand without a"
                        + " block. Those that a step has no use for, such as `cluster` for `azureGroup`, change nothing.\n");
        StepParameters.setters(AksStep.class)
                .map(StepParameters::property)
                .sorted()
                .forEach(name -> index.append("\n### ")
                        .append(name)
                        .append("\n\n")
                        .append(help(AksStep.class, "help-" + name + ".html")));
        return index.toString();
    }

    private static String help(Class<? extends Step> type, String name) {
        return StepResources.find(type, name).map(HelpText::toMarkdown).orElse("");
    }
}
