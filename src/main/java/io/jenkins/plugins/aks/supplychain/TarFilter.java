package io.jenkins.plugins.aks.supplychain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Passes a tar archive on without the files that are not wanted, while it is being written. Knows long names as GNU tar
 * writes them (which is how Jenkins does) and as POSIX does; the block with a long name goes with its file.
 */
final class TarFilter extends OutputStream {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 1 << 16;

    private final OutputStream out;
    private final Predicate<String> excluded;
    private final byte[] header = new byte[BLOCK];
    private int inHeader;
    private long inBody;
    private boolean keep = true;
    private boolean isName;
    private byte[] before = new byte[0];
    private byte[] name = new byte[0];
    private int files;

    /** @param excluded of paths in the archive */
    TarFilter(OutputStream out, Predicate<String> excluded) {
        this.out = out;
        this.excluded = excluded;
    }

    /** How many files went through. */
    int files() {
        return files;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int part;
            if (inBody > 0) {
                part = (int) Math.min(inBody, end - at);
                body(bytes, at, part);
                inBody -= part;
            } else {
                part = Math.min(BLOCK - inHeader, end - at);
                System.arraycopy(bytes, at, header, inHeader, part);
                inHeader += part;
                if (inHeader == BLOCK) {
                    inHeader = 0;
                    header();
                }
            }
            at += part;
        }
    }

    private void header() throws IOException {
        if (header[0] == 0) {
            out.write(header);
            return;
        }
        long size = size();
        inBody = (size + BLOCK - 1) / BLOCK * BLOCK;
        char type = (char) header[156];
        isName = type == 'L' || type == 'x' || type == 'K';
        if (isName) {
            if (inBody > LONGEST_NAME) {
                throw new IOException("a name in the archive has more than " + LONGEST_NAME + " bytes");
            }
            if (type != 'K') {
                name = new byte[0];
            }
            before = joined(before, header, 0, BLOCK);
            return;
        }
        String path = path();
        keep = !excluded.test(path);
        if (keep) {
            out.write(before);
            out.write(header);
            files += type == '0' || type == 0 ? 1 : 0;
        }
        before = new byte[0];
        name = new byte[0];
    }

    private void body(byte[] bytes, int offset, int length) throws IOException {
        if (isName) {
            before = joined(before, bytes, offset, length);
            if (header[156] != 'K') {
                name = joined(name, bytes, offset, length);
            }
        } else if (keep) {
            out.write(bytes, offset, length);
        }
    }

    private long size() throws IOException {
        if ((header[124] & 0x80) != 0) {
            long size = 0;
            for (int i = 128; i < 136; i++) {
                size = size << 8 | header[i] & 0xff;
            }
            return size;
        }
        String digits = text(header, 124, 12).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("the agent sent an archive that cannot be read", e);
        }
    }

    private String path() {
        String path = text(header, 0, 100);
        String prefix = text(header, 345, 155);
        boolean posix = text(header, 257, 6).equals("ustar");
        if (name.length > 0) {
            String text = new String(name, StandardCharsets.UTF_8);
            int record = text.indexOf(" path=");
            path = record >= 0 ? text.substring(record + 6).split("\n", 2)[0] : text(name, 0, name.length);
        } else if (posix && !prefix.isEmpty()) {
            path = prefix + "/" + path;
        }
        return path.replaceAll("^(\\./|/)+", "").replaceAll("/+$", "");
    }

    private static String text(byte[] bytes, int from, int most) {
        int end = from;
        while (end < Math.min(bytes.length, from + most) && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second, int offset, int length) {
        byte[] all = Arrays.copyOf(first, first.length + length);
        System.arraycopy(second, offset, all, first.length, length);
        return all;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
