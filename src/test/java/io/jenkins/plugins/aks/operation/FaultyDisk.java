package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** A disk that fails as its fate wants. A rename that was not synced is undone by a kill within the sync. */
final class FaultyDisk implements Disk {

    private final Fate fate;
    private Path renamed;
    private byte[] before;

    FaultyDisk(Fate fate) {
        this.fate = fate;
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        act(() -> Files.write(file, content), () -> Files.write(file, Arrays.copyOf(content, content.length / 2)));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        act(
                () -> {
                    renamed = to;
                    before = Files.exists(to) ? Files.readAllBytes(to) : null;
                    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                },
                () -> {});
    }

    @Override
    public void sync(Path directory) throws IOException {
        act(() -> {}, this::undoRename);
    }

    private void undoRename() throws IOException {
        if (before == null) {
            Files.deleteIfExists(renamed);
        } else {
            Files.write(renamed, before);
        }
    }

    private void act(Act whole, Act half) throws IOException {
        switch (fate.next()) {
            case KILL_BEFORE -> throw fate.kill();
            case KILL_WITHIN -> {
                half.run();
                throw fate.kill();
            }
            case KILL_AFTER -> {
                whole.run();
                throw fate.kill();
            }
            case CUT_BEFORE -> throw new IOException("no space left");
            case CUT_AFTER -> {
                whole.run();
                throw new IOException("the disk was unplugged");
            }
            default -> whole.run();
        }
    }

    private interface Act {
        void run() throws IOException;
    }
}
