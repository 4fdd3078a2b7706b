package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The three steps by which a file is replaced so that a crash leaves either the old or the new one, never a part. */
interface Disk {

    /** Makes the file anew, readable by its owner only where the file system knows owners, and waits for the bytes. */
    void write(Path file, byte[] content) throws IOException;

    void rename(Path from, Path to) throws IOException;

    /** Makes a rename in the directory durable. */
    void sync(Path directory) throws IOException;

    static Disk real() {
        return new Real();
    }

    /** The disk of the default file system. */
    final class Real implements Disk {

        private static final boolean POSIX =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

        @Override
        public void write(Path file, byte[] content) throws IOException {
            Files.deleteIfExists(file);
            Files.createFile(file, ownerOnly());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        }

        private static FileAttribute<?>[] ownerOnly() {
            return POSIX
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void sync(Path directory) throws IOException {
            if (POSIX) {
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }
    }
}
