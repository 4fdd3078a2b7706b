package io.jenkins.plugins.aks.sandbox.acrtasks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads a build context: a tar archive in gzip, with long names as GNU and POSIX write them. */
final class ContextArchive {
    private static final int BLOCK = 512;

    private final InputStream in;
    private final Map<String, byte[]> files = new TreeMap<>();
    private String longName;

    private ContextArchive(InputStream in) {
        this.in = in;
    }

    /** The files by path, without a leading slash or dot. */
    static Map<String, byte[]> read(byte[] archive) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            ContextArchive reader = new ContextArchive(in);
            for (byte[] header = in.readNBytes(BLOCK); reader.entry(header); header = in.readNBytes(BLOCK)) {
                // Each entry is read in the condition.
            }
            return reader.files;
        } catch (IOException e) {
            throw new BuildFailure("failed to download context: the archive is no tar.gz: " + e.getMessage());
        }
    }

    private boolean entry(byte[] header) throws IOException {
        if (header.length < BLOCK || header[0] == 0) {
            return false;
        }
        int size = Integer.parseInt(text(header, 124, 12).replaceAll("[^0-7]", "0"), 8);
        byte[] content = in.readNBytes(size);
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        if (content.length < size) {
            throw new IOException("it ends within a file");
        }
        char type = (char) header[156];
        if (type == 'L') {
            longName = text(content, 0, size);
        } else if (type == 'x') {
            longName = posixPath(new String(content, StandardCharsets.UTF_8));
        } else {
            String prefix = text(header, 345, 155);
            String name = longName != null ? longName : (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
            longName = null;
            if (type == '0' || type == 0) {
                files.put(name.replaceAll("^(\\./|/)+", ""), content);
            }
        }
        return true;
    }

    private static String posixPath(String records) {
        for (String record : records.split("\n")) {
            int path = record.indexOf(" path=");
            if (path >= 0) {
                return record.substring(path + " path=".length());
            }
        }
        return null;
    }

    private static String text(byte[] bytes, int from, int most) {
        int end = from;
        while (end < Math.min(bytes.length, from + most) && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
