package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of Docker's documentation of the file, and what follows from its rules. */
class DockerIgnoreTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/temp* | somedir/temporary.txt | true",
                "*/temp* | somedir/temp/x/y | true",
                "*/temp* | temporary.txt | false",
                "*/*/temp* | somedir/subdir/temporary.txt | true",
                "*/*/temp* | somedir/temporary.txt | false",
                "temp? | tempa | true",
                "temp? | tempab | false",
                "**/*.go | main.go | true",
                "**/*.go | a/b/main.go | true",
                "**/*.go | a/b/main.goo | false",
                "node_modules | node_modules/a/b.js | true",
                "/node_modules/ | node_modules/a/b.js | true",
                "node_modules | web/node_modules/a.js | false",
                "**/node_modules | web/node_modules/a.js | true",
                "./a | a | true",
                "a/** | a/b | true",
                "a/**/c | a/c | true",
                "a/**/c | a/b/b/c | true",
                "[ab].txt | a.txt | true",
                "[ab].txt | c.txt | false",
                "a.b | axb | false",
                "#a | #a | false",
            })
    void knowsThePatternsOfDocker(String pattern, String path, boolean excluded) {
        assertThat(new DockerIgnore(pattern, "Dockerfile").excludes(path)).isEqualTo(excluded);
    }

    @Test
    void theLastPatternCounts() {
        DockerIgnore ignore = new DockerIgnore("*.md\n!README*.md\nREADME-secret.md\n", "Dockerfile");
        assertThat(ignore.excludes("notes.md")).isTrue();
        assertThat(ignore.excludes("README-all.md")).isFalse();
        assertThat(ignore.excludes("README-secret.md")).isTrue();
    }

    @Test
    void theDockerfileAlwaysGoesAlong() {
        DockerIgnore ignore = new DockerIgnore("*\n", "build/Dockerfile");
        assertThat(ignore.excludes("build/Dockerfile")).isFalse();
        assertThat(ignore.excludes(".dockerignore")).isFalse();
        assertThat(ignore.excludes("build/other")).isTrue();
    }

    @Test
    void anEmptyFileKeepsNothingOut() {
        assertThat(new DockerIgnore("\n# nothing\n  \n", "Dockerfile").excludes("a"))
                .isFalse();
    }
}
