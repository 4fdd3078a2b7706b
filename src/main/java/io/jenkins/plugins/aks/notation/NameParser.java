package io.jenkins.plugins.aks.notation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Splits a distinguished name into its attributes: {@code ,} and {@code ;} separate, {@code \} escapes. */
final class NameParser {
    private static final String ESCAPABLE = ",;\\\"#+<>= ";

    private final String text;
    private final List<Map.Entry<String, String>> attributes = new ArrayList<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    /** How much of the part may not be trimmed, since an escaped character ends there. */
    private int kept;

    private String type;

    NameParser(String text) {
        this.text = text;
    }

    List<Map.Entry<String, String>> attributes() throws NotationException {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\') {
                i += escaped(i + 1);
            } else if (next == '=' && type == null) {
                type = take();
            } else if (next == '+') {
                throw DistinguishedName.multiValued(text);
            } else if (next == ',' || next == ';') {
                finish();
            } else if (next != ' ' || part.size() > 0) {
                append(text.substring(i, i + 1));
            }
        }
        finish();
        return attributes;
    }

    /** How many characters the escape has after the backslash. */
    private int escaped(int at) throws NotationException {
        if (at < text.length() && ESCAPABLE.indexOf(text.charAt(at)) >= 0) {
            append(text.substring(at, at + 1));
            kept = part.size();
            return 1;
        }
        if (at + 1 < text.length() && text.substring(at, at + 2).matches("[0-9a-fA-F]{2}")) {
            part.write(Integer.parseInt(text.substring(at, at + 2), 16));
            kept = part.size();
            return 2;
        }
        throw malformed("a backslash that escapes nothing");
    }

    private void append(String character) {
        part.writeBytes(character.getBytes(StandardCharsets.UTF_8));
    }

    private String take() {
        byte[] bytes = part.toByteArray();
        int end = bytes.length;
        while (end > kept && bytes[end - 1] == ' ') {
            end--;
        }
        part.reset();
        kept = 0;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private void finish() throws NotationException {
        if (type == null || type.isEmpty()) {
            throw malformed("an attribute without type");
        }
        attributes.add(Map.entry(type, take()));
        type = null;
    }

    private NotationException malformed(String what) {
        return new NotationException("parsing distinguished name (DN) \"" + text + "\" failed: " + what
                + ". A valid DN must contain 'C', 'ST' or 'S', and 'O' RDN attributes at a minimum, and follow RFC 4514"
                + " standard");
    }
}
