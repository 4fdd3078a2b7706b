package io.jenkins.plugins.aks.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
    @TempDir
    Path directory;

    @TempDir
    Path copy;

    @Test
    void whatWasPutSurvivesWithoutClosing() throws IOException {
        try (FileStore store = FileStore.open(directory)) {
            store.put("a/1", number(1));
            store.put("a/2", number(2));
            store.put("b/1", number(3));
            store.delete("a/1");
            Files.copy(directory.resolve("state.log"), copy.resolve("state.log"));
        }
        try (FileStore again = FileStore.open(copy)) {
            assertThat(again.under("a/")).containsOnlyKeys("a/2");
            assertThat(again.get("b/1")).contains(number(3));
            assertThat(again.get("a/1")).isEmpty();
        }
    }

    @Test
    void aTornLastLineIsCutOff() throws IOException {
        try (FileStore store = FileStore.open(directory)) {
            store.put("a", number(1));
        }
        Files.writeString(directory.resolve("state.log"), "{\"put\":{\"a\":{\"n\":9}", StandardOpenOption.APPEND);
        try (FileStore again = FileStore.open(directory)) {
            assertThat(again.get("a")).contains(number(1));
            again.put("b", number(2));
        }
        try (FileStore third = FileStore.open(directory)) {
            assertThat(third.get("b")).contains(number(2));
        }
    }

    @Test
    void aDamagedLineInTheMiddleIsRefused() throws IOException {
        Files.writeString(directory.resolve("state.log"), "{\"put\":{}}\nnonsense\n{\"put\":{}}\n");
        assertThatThrownBy(() -> FileStore.open(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void aGroupIsAllOrNothing() throws IOException {
        try (FileStore store = FileStore.open(directory)) {
            store.put("a", number(1));
            long before = Files.readAllLines(directory.resolve("state.log")).size();
            store.atomically(() -> {
                store.put("b", number(2));
                store.delete("a");
                return null;
            });
            assertThat(Files.readAllLines(directory.resolve("state.log"))).hasSize((int) before + 1);
            assertThatThrownBy(() -> store.atomically(() -> {
                        store.put("c", number(3));
                        store.put("b", number(4));
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            assertThat(store.get("b")).contains(number(2));
            assertThat(store.get("c")).isEmpty();
        }
        try (FileStore again = FileStore.open(directory)) {
            assertThat(again.under("")).containsOnlyKeys("b");
        }
    }

    @Test
    void callersGetCopies() {
        try (FileStore store = FileStore.open(directory)) {
            ObjectNode mine = number(1);
            store.put("a", mine);
            mine.put("n", 2);
            store.get("a").orElseThrow().put("n", 3);
            store.under("a").get("a").put("n", 4);
            assertThat(store.get("a")).contains(number(1));
        }
    }

    @Test
    void aLongLogIsShortenedAtTheNextStart() throws IOException {
        try (FileStore store = FileStore.open(directory)) {
            for (int i = 0; i < 1100; i++) {
                store.put("a", number(i));
            }
        }
        try (FileStore again = FileStore.open(directory)) {
            assertThat(again.get("a")).contains(number(1099));
            again.put("b", number(7));
        }
        assertThat(Files.readAllLines(directory.resolve("state.log"))).hasSize(2);
        try (FileStore third = FileStore.open(directory)) {
            assertThat(third.under("")).hasSize(2);
        }
    }

    @Test
    void aPartOfAGroupThatThrowsIsUndoneAlone() {
        try (FileStore store = FileStore.open(directory)) {
            store.put("kept", number(1));
            store.atomically(() -> {
                store.put("first", number(1));
                assertThatThrownBy(() -> store.atomically(() -> {
                            store.put("first", number(2));
                            store.delete("kept");
                            store.put("second", number(2));
                            throw new IllegalStateException("refused");
                        }))
                        .hasMessage("refused");
                return store.atomically(() -> {
                    store.put("third", number(3));
                    return null;
                });
            });
        }
        try (FileStore again = FileStore.open(directory)) {
            assertThat(again.under("")).containsOnlyKeys("first", "kept", "third");
            assertThat(again.get("first")).contains(number(1));
        }
    }

    private static ObjectNode number(int value) {
        return Json.object().put("n", value);
    }
}
