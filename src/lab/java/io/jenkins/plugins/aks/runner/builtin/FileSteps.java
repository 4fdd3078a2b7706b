package io.jenkins.plugins.aks.runner.builtin;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Steps for files of the workspace. */
final class FileSteps {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FileSteps() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin("dir", FileSteps::dir).block().needs(FilePath.class).required("path", String.class),
                file("writeFile", FileSteps::write)
                        .required("file", String.class)
                        .required("text", String.class)
                        .optional("encoding", String.class),
                file("readFile", FileSteps::read).required("file", String.class).optional("encoding", String.class),
                file("fileExists", (a, c) -> Files.exists(path(c, a.text("file"))))
                        .required("file", String.class),
                file("deleteDir", (a, c) -> delete(workspace(c))),
                file("pwd", (a, c) -> workspace(c).toString()).optional("tmp", boolean.class),
                file("isUnix", (a, c) -> File.separatorChar == '/'),
                file("readJSON", FileSteps::readJson)
                        .optional("file", String.class)
                        .optional("text", String.class),
                file("writeJSON", FileSteps::writeJson)
                        .required("file", String.class)
                        .required("json", Object.class)
                        .optional("pretty", int.class),
                new Builtin("archiveArtifacts", (a, c) -> new Immediate(c, () -> new Artifacts(a, c).archive()))
                        .needs(FilePath.class)
                        .required("artifacts", String.class)
                        .optional("allowEmptyArchive", boolean.class)
                        .optional("caseSensitive", boolean.class)
                        .optional("defaultExcludes", boolean.class)
                        .optional("excludes", String.class)
                        .optional("fingerprint", boolean.class)
                        .optional("followSymlinks", boolean.class)
                        .optional("onlyIfSuccessful", boolean.class),
                new Builtin("junit", (a, c) -> new Immediate(c, () -> new Junit(a, c).record()))
                        .needs(FilePath.class)
                        .required("testResults", String.class)
                        .optional("allowEmptyResults", boolean.class)
                        .optional("keepLongStdio", boolean.class)
                        .optional("skipPublishingChecks", boolean.class)
                        .optional("skipMarkingBuildUnstable", boolean.class));
    }

    private interface Action {
        Object run(Arguments arguments, LabContext context) throws Exception;
    }

    private static Builtin file(String name, Action action) {
        return new Builtin(name, (a, c) -> new Immediate(c, () -> action.run(a, c)))
                .needs(FilePath.class)
                .keepsResult();
    }

    static Path workspace(LabContext context) throws IOException, InterruptedException {
        return Path.of(context.get(FilePath.class).getRemote());
    }

    static Path path(LabContext context, String file) throws IOException, InterruptedException {
        return workspace(context).resolve(file);
    }

    private static Wrapper dir(Arguments arguments, LabContext context) throws Exception {
        Path directory = Files.createDirectories(path(context, arguments.text("path")));
        context.listener().getLogger().println("Running in " + directory);
        return new Wrapper(context, List.of(new FilePath(directory.toFile())));
    }

    private static Charset charset(Arguments arguments) {
        return Charset.forName(arguments.text("encoding", StandardCharsets.UTF_8.name()));
    }

    private static Object write(Arguments arguments, LabContext context) throws Exception {
        Path file = path(context, arguments.text("file"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, arguments.text("text", ""), charset(arguments));
        return null;
    }

    private static Object read(Arguments arguments, LabContext context) throws Exception {
        Path file = path(context, arguments.text("file"));
        try {
            return Files.readString(file, charset(arguments));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "readFile found no such file");
        }
    }

    private static Object readJson(Arguments arguments, LabContext context) throws Exception {
        String text = arguments.text("text");
        if ((text == null) == (arguments.text("file") == null)) {
            throw new AbortException("Exactly one of the parameters file and text must be given to readJSON.");
        }
        return JSON.readValue(text != null ? text : read(arguments, context).toString(), Object.class);
    }

    private static Object writeJson(Arguments arguments, LabContext context) throws Exception {
        Path file = path(context, arguments.text("file"));
        Files.createDirectories(file.getParent());
        Object json = arguments.get("json");
        String text = arguments.number("pretty") > 0
                ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json)
                : JSON.writeValueAsString(json);
        Files.writeString(file, text);
        return null;
    }

    private static Object delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var all = Files.walk(directory)) {
                for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return null;
    }
}
