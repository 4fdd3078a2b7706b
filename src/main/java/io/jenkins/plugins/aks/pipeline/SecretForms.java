package io.jenkins.plugins.aks.pipeline;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The forms in which programs print a secret: as it is, line by line, quoted, and in the usual encodings. */
final class SecretForms {
    /** Shorter parts of a secret are everywhere, and hiding them would make the log unreadable. */
    private static final int SHORTEST_LINE = 4;

    private SecretForms() {}

    /** The longest first, so that a form inside another one does not leave the rest of that readable. */
    static List<String> of(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            add(forms, secret);
            Stream<String> lines = secret.lines().map(String::strip);
            lines.filter(line -> line.length() >= SHORTEST_LINE).forEach(line -> add(forms, line));
        }
        return forms.stream()
                .filter(form -> !form.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static void add(Set<String> forms, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.addAll(List.of(
                secret,
                secret.replace("'", "'\\''"),
                secret.replace("'", "'\"'\"'"),
                secret.replace("\\", "\\\\").replace("\"", "\\\""),
                url,
                url.replace("+", "%20")));
        // The start of the Base64 of text that begins with the secret, whatever follows.
        addBase64(forms, Base64.getEncoder().withoutPadding().encodeToString(bytes));
        addBase64(forms, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static void addBase64(Set<String> forms, String encoded) {
        forms.add(encoded);
        String whole = encoded.substring(0, encoded.length() - encoded.length() % 4);
        if (whole.length() >= 2 * SHORTEST_LINE) {
            forms.add(whole);
        }
    }
}
