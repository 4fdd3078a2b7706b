package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentWorkspaceTest {

    @TempDir
    private Path directory;

    private Workspace workspace;

    @BeforeEach
    void files() throws Exception {
        Files.createDirectories(directory.resolve("k8s/base"));
        Files.writeString(directory.resolve("k8s/b.yaml"), "b");
        Files.writeString(directory.resolve("k8s/a.yaml"), "ä");
        Files.writeString(directory.resolve("k8s/base/c.yaml"), "c");
        Files.writeString(directory.resolve("k8s/notes.txt"), "n");
        workspace = in(new FilePath(directory.toFile()));
    }

    private static Workspace in(FilePath root) {
        MemoryContext context = new MemoryContext(new TestRun(new TestJob("demo"), 7), "3");
        if (root != null) {
            context.with(FilePath.class, root);
        }
        return new AgentWorkspace(context);
    }

    private List<String> paths(String... patterns) throws Exception {
        return workspace.read("files", List.of(patterns)).stream()
                .map(WorkspaceFile::path)
                .toList();
    }

    @Test
    void patternsAreReadInTheirOrderAndEachFileOnce() throws Exception {
        assertThat(paths("k8s/*.yaml")).containsExactly("k8s/a.yaml", "k8s/b.yaml");
        assertThat(paths("k8s/b.yaml", "k8s/*.yaml")).containsExactly("k8s/b.yaml", "k8s/a.yaml");
        assertThat(paths("**/c.yaml")).containsExactly("k8s/base/c.yaml");
        assertThat(paths("k8s")).containsExactly("k8s/a.yaml", "k8s/b.yaml", "k8s/base/c.yaml", "k8s/notes.txt");
        assertThat(workspace.read("files", List.of("k8s/a.yaml")).get(0).text()).isEqualTo("ä");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "k8s/../../x", "/etc/passwd", "C:\\x", "..\\x"})
    void nothingOutsideIsRead(String pattern) {
        assertThatThrownBy(() -> paths(pattern))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("files: '" + pattern + "' was given");
    }

    @Test
    void aPatternThatFindsNothingIsAnError() {
        assertThatThrownBy(() -> paths("k8s/*.yaml", "k9s/*.yaml"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("files: 'k9s/*.yaml' was given")
                .hasMessageContaining(directory.toString());
    }

    @Test
    void aFileThatIsTooLargeIsNamed() throws Exception {
        Files.write(directory.resolve("big.yaml"), new byte[(10 << 20) + 1]);
        assertThatThrownBy(() -> paths("big.yaml"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("'big.yaml' was given; allowed: files of at most 10 MiB");
    }

    @Test
    void aStepWithoutANodeHasNoWorkspace() {
        workspace = in(null);
        assertThatThrownBy(() -> paths("k8s/*.yaml"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("the step has no workspace to read k8s/*.yaml from")
                .hasMessageContaining("node { }");
    }

    @Test
    void aFileIsWrittenWithItsFolders() throws Exception {
        workspace.write("junit", "reports/new/a.xml", "ä");
        workspace.write("junit", "reports/new/a.xml", "ö");
        assertThat(Files.readString(directory.resolve("reports/new/a.xml"))).isEqualTo("ö");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.xml", "/etc/a.xml", "C:\\a.xml"})
    void nothingOutsideIsWritten(String path) {
        assertThatThrownBy(() -> workspace.write("junit", path, ""))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("junit: '" + path + "' was given");
    }

    @Test
    void aStepWithoutANodeHasNowhereToWrite() {
        workspace = in(null);
        assertThatThrownBy(() -> workspace.write("junit", "a.xml", ""))
                .hasMessageContaining("the step has no workspace to write a.xml to")
                .hasMessageContaining("node { }");
    }
}
