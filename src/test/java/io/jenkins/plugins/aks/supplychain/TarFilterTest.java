package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.standin.TarFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarFilterTest {
    private static final String LONG = "folder/" + "very-long-name/".repeat(12) + "file.txt";

    private static byte[] archive(Map<String, String> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<String, String> file : files.entrySet()) {
            TarFile.entry(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8), false, out);
        }
        out.write(new byte[1024]);
        return out.toByteArray();
    }

    private static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }

    private static byte[] filtered(byte[] archive, int piece, Predicate<String> excluded) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarFilter filter = new TarFilter(out, excluded)) {
            for (int i = 0; i < archive.length; i += piece) {
                filter.write(archive, i, Math.min(piece, archive.length - i));
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 512, 1000, 1 << 20})
    void leavesOutWhatIsNotWantedHoweverItComes(int piece) throws IOException {
        String text = "x".repeat(1500);
        byte[] all = archive(files("a", text, "b/c", "", LONG, text, "d", "y"));
        assertThat(filtered(all, piece, path -> path.equals("b/c") || path.equals(LONG)))
                .isEqualTo(archive(files("a", text, "d", "y")));
        assertThat(filtered(all, piece, path -> false)).isEqualTo(all);
        assertThat(filtered(all, piece, path -> path.equals("a")))
                .isEqualTo(archive(files("b/c", "", LONG, text, "d", "y")));
    }

    @Test
    void countsFiles() throws IOException {
        TarFilter filter = new TarFilter(new ByteArrayOutputStream(), path -> path.startsWith("b"));
        filter.write(archive(files("a", "1", "b", "2", LONG, "3")));
        assertThat(filter.files()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoArchive() {
        byte[] nonsense = "no archive ".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> filtered(nonsense, 512, path -> false)).isInstanceOf(IOException.class);
    }
}
