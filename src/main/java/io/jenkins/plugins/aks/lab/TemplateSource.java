package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the template of a deployment comes from: a text, a file of the workspace, or one that is built in. */
sealed interface TemplateSource {

    /** What the deployment is called where its name is not given; the same for each run, so that runs can be compared. */
    String defaultName();

    /** @throws InvalidParameterException if it is no template */
    ObjectNode read(AksSession session) throws OperationException, TransientException;

    /** The template where it can be read without a session. */
    default Optional<ObjectNode> known() throws InvalidParameterException {
        return Optional.empty();
    }

    /** Exactly one of them must be given; empty counts as none. */
    static TemplateSource of(String file, String text, String builtin) throws InvalidParameterException {
        List<String> given = new ArrayList<>();
        addIf(given, file, "file");
        addIf(given, text, "template");
        addIf(given, builtin, "builtin");
        if (given.size() != 1) {
            throw new InvalidParameterException(
                    "file, template, builtin",
                    given.isEmpty() ? null : String.join(" and ", given),
                    "one of the three",
                    "Give file: 'main.json', or template: '{…}', or builtin: 'lab'.");
        }
        if (text != null) {
            return new Text(text);
        }
        if (file != null) {
            TemplateText.checkName("file", file);
            return new File(file);
        }
        if (!builtin.equals(LabTemplate.NAME)) {
            throw new InvalidParameterException("builtin", builtin, LabTemplate.NAME, "Correct the name.");
        }
        return new BuiltIn();
    }

    private static void addIf(List<String> given, String value, String name) {
        if (value != null) {
            given.add(name);
        }
    }

    /** The template itself. */
    record Text(String text) implements TemplateSource {
        @Override
        public String defaultName() {
            return "azureDeploy";
        }

        @Override
        public ObjectNode read(AksSession session) throws InvalidParameterException {
            return TemplateText.template("template", "a text of " + text.length() + " characters", text);
        }

        @Override
        public Optional<ObjectNode> known() throws InvalidParameterException {
            return Optional.of(read(null));
        }
    }

    /** A file of the workspace. */
    record File(String path) implements TemplateSource {
        @Override
        public String defaultName() {
            String name = path.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.[^.]*$", "");
            String clean = name.replaceAll("[^-\\w.()]", "-");
            return clean.isEmpty() ? "azureDeploy" : clean.substring(0, Math.min(64, clean.length()));
        }

        @Override
        public ObjectNode read(AksSession session) throws OperationException, TransientException {
            return TemplateText.template("file", path, WorkspaceText.read(session, "file", path));
        }
    }

    /** The template {@code lab}. */
    record BuiltIn() implements TemplateSource {
        @Override
        public String defaultName() {
            return LabTemplate.NAME;
        }

        @Override
        public ObjectNode read(AksSession session) {
            return LabTemplate.read();
        }

        @Override
        public Optional<ObjectNode> known() {
            return Optional.of(LabTemplate.read());
        }
    }
}
