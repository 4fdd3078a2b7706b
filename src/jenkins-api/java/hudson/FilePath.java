package hudson;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;

public final class FilePath {
    private final File file;

    public FilePath(File file) {
        this.file = file;
    }

    public FilePath(FilePath base, String relative) {
        this.file = new File(base.file, relative);
    }

    public FilePath child(String relative) {
        return new FilePath(this, relative);
    }

    public FilePath withSuffix(String suffix) {
        return new FilePath(new File(file.getPath() + suffix));
    }

    public void chmod(int mask) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mask >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        Files.setPosixFilePermissions(
                file.toPath(), java.nio.file.attribute.PosixFilePermissions.fromString(text.toString()));
    }

    public String getRemote() {
        return file.getPath();
    }

    public boolean exists() throws IOException, InterruptedException {
        return file.exists();
    }

    public boolean isDirectory() throws IOException, InterruptedException {
        return file.isDirectory();
    }

    public FilePath[] list(String includes) throws IOException, InterruptedException {
        return io.jenkins.standin.AntFiles.in(file, includes).stream()
                .map(FilePath::new)
                .toArray(FilePath[]::new);
    }

    public int tar(OutputStream out, String glob) throws IOException, InterruptedException {
        return io.jenkins.standin.TarFile.write(file, glob, out);
    }

    public InputStream read() throws IOException, InterruptedException {
        return Files.newInputStream(file.toPath());
    }

    public String readToString() throws IOException, InterruptedException {
        return Files.readString(file.toPath());
    }

    public void write(String content, String encoding) throws IOException, InterruptedException {
        Files.createDirectories(file.toPath().toAbsolutePath().getParent());
        Files.writeString(
                file.toPath(), content, encoding == null ? Charset.defaultCharset() : Charset.forName(encoding));
    }

    public void mkdirs() throws IOException, InterruptedException {
        Files.createDirectories(file.toPath());
    }

    public boolean delete() throws IOException, InterruptedException {
        return file.delete();
    }
}
