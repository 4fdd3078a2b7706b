package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The header blocks of SPDY/3: zlib with a dictionary that both sides know (draft-mbelshe-httpbis-spdy-00, 2.6.10.1), one
 * stream of it for the whole connection and direction.
 */
final class SpdyHeaders {
    private static final byte[] DICTIONARY = dictionary();
    private static final int LARGEST = 64 << 10;

    private final Inflater inflater = new Inflater();
    private final Deflater deflater = new Deflater();

    SpdyHeaders() {
        deflater.setDictionary(DICTIONARY);
    }

    /** Words with their lengths in front, then a text without. */
    private static byte[] dictionary() {
        try (InputStream in = SpdyHeaders.class.getResourceAsStream("/sandbox/spdy3-dictionary.txt")) {
            String[] parts = new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n\n", 2);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (String word : parts[0].split("\n")) {
                out.writeInt(word.length());
                out.writeBytes(word);
            }
            out.writeBytes(parts[1]);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return values by lower-case name */
    Map<String, String> read(byte[] block) throws IOException {
        DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(inflate(block)));
        Map<String, String> headers = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            headers.put(text(in).toLowerCase(Locale.ROOT), text(in));
        }
        return headers;
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("a SPDY header of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private byte[] inflate(byte[] block) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        inflater.setInput(block);
        try {
            while (out.size() <= LARGEST) {
                int count = inflater.inflate(buffer);
                if (count > 0) {
                    out.write(buffer, 0, count);
                } else if (inflater.needsDictionary()) {
                    inflater.setDictionary(DICTIONARY);
                } else {
                    return out.toByteArray();
                }
            }
        } catch (DataFormatException e) {
            throw new IOException("a SPDY header block that cannot be read", e);
        }
        throw new IOException("a SPDY header block of more than " + LARGEST + " bytes");
    }

    /** A block without headers: four bytes that say so, compressed like any other. */
    byte[] none() {
        deflater.setInput(new byte[4]);
        byte[] buffer = new byte[64];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        return java.util.Arrays.copyOf(buffer, length);
    }
}
