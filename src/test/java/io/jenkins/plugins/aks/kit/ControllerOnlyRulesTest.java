package io.jenkins.plugins.aks.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What only a real controller would show: forms whose entries cannot be removed, options without parameters yet. */
class ControllerOnlyRulesTest {
    private static final Pattern OPTIONS = Pattern.compile("(?ms)^    options \\{$.*?^    }$");
    private static final Pattern BARE_PARAMETER = Pattern.compile("params\\.\\w+(?!\\w)(?!\\s*\\?:)");

    @Test
    void anEntryOfARepeatedPartCanBeRemoved() {
        List<Element> repeated = files(Path.of("src", "main", "resources"))
                .filter(file -> file.toString().endsWith(".jelly"))
                .flatMap(file -> descendants(Xml.parse(read(file))))
                .filter(element -> element.getLocalName().equals("repeatableProperty"))
                .toList();
        assertThat(repeated).isNotEmpty().allSatisfy(element -> assertThat(descendants(element)
                        .anyMatch(child -> child.getLocalName().equals("repeatableDeleteButton")))
                .as(element.getAttribute("field"))
                .isTrue());
    }

    @Test
    void optionsOfTheExamplesWorkInTheFirstBuildOfAJob() {
        List<String> options = files(Path.of("examples"))
                .flatMap(file -> OPTIONS.matcher(read(file)).results().map(found -> found.group()))
                .toList();
        assertThat(options).isNotEmpty().allSatisfy(text -> assertThat(bare(text))
                .isEmpty());
        assertThat(bare("withAks(cloud: params.CLOUD, location: params.LOCATION ?: 'eastus')"))
                .containsExactly("params.CLOUD");
    }

    private static List<String> bare(String options) {
        Matcher matcher = BARE_PARAMETER.matcher(options);
        return matcher.results().map(found -> found.group()).toList();
    }

    private static Stream<Element> descendants(Element element) {
        return Xml.elements(element).stream().flatMap(child -> Stream.concat(Stream.of(child), descendants(child)));
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
