package io.jenkins.standin;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tar archives as Jenkins writes them: GNU's long names, and nothing of what version control keeps. */
public final class TarFile {
    private static final int BLOCK = 512;
    private static final int NAME = 100;

    private TarFile() {}

    public static int write(File directory, String glob, OutputStream out) throws IOException {
        Path root = directory.toPath();
        List<File> files = AntFiles.in(directory, glob).stream().sorted().toList();
        int count = 0;
        for (File file : files) {
            String name = root.relativize(file.toPath()).toString().replace('\\', '/');
            if (!("/" + name).contains("/.git/")) {
                entry(name, Files.readAllBytes(file.toPath()), file.canExecute(), out);
                count++;
            }
        }
        out.write(new byte[2 * BLOCK]);
        out.flush();
        return count;
    }

    public static void entry(String name, byte[] content, boolean executable, OutputStream out) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= NAME) {
            out.write(header("././@LongLink".getBytes(StandardCharsets.UTF_8), bytes.length + 1, 'L', false));
            padded(java.util.Arrays.copyOf(bytes, bytes.length + 1), out);
            bytes = java.util.Arrays.copyOf(bytes, NAME - 1);
        }
        out.write(header(bytes, content.length, '0', executable));
        padded(content, out);
    }

    private static void padded(byte[] content, OutputStream out) throws IOException {
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static byte[] header(byte[] name, int size, char type, boolean executable) {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, name.length);
        put(header, 100, executable ? "0000755" : "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format(Locale.ROOT, "%011o", size));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar  ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o", sum));
        header[154] = 0;
        header[155] = ' ';
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
