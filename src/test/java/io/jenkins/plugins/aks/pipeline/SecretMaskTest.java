package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.EnvVars;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secrets of a block: hidden in its log in each form, and in what is saved of it. */
class SecretMaskTest {
    private static final String SECRET = "it's a \"key\" & more\\!";

    private static String sealed(String secret) {
        return Sealed.close(() -> secret);
    }

    private static String logged(SecretMask mask, String text) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (OutputStream out = mask.decorateLogger(null, log)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    private static byte[] saved(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object loaded(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @Test
    void everyUsualFormIsHidden() throws Exception {
        SecretMask mask = new SecretMask(List.of(sealed(SECRET)));
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        for (String form : List.of(
                SECRET,
                "it'\\''s a \"key\" & more\\!",
                "it's a \\\"key\\\" & more\\\\!",
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20"))) {
            assertThat(logged(mask, "before " + form + " after\nnext\n"))
                    .as(form)
                    .startsWith("before ****")
                    .endsWith(" after\nnext\n")
                    .doesNotContain(form);
        }
        assertThat(logged(mask, Base64.getEncoder().encodeToString((SECRET + "\n").getBytes(StandardCharsets.UTF_8))))
                .as("with the line's end that echo adds")
                .startsWith("****");
    }

    @Test
    void eachLineOfASecretIsHiddenButNotItsShortOnes() throws Exception {
        SecretMask mask = new SecretMask(List.of(sealed("-----BEGIN-----\nabcdefgh\n}\n")));

        assertThat(logged(mask, "abcdefgh }\n")).isEqualTo("**** }\n");
    }

    @Test
    void theLongerOfTwoIsHiddenWhole() throws Exception {
        SecretMask mask = new SecretMask(List.of(sealed("word"), sealed("passwordlong")));

        assertThat(logged(mask, "passwordlong word\n")).isEqualTo("**** ****\n");
    }

    @Test
    void whatIsSavedShowsNothingAndWorksAgain() throws Exception {
        byte[] mask = saved(new SecretMask(List.of(sealed(SECRET))));
        byte[] variables = saved(new SecretVariables(Map.of("KEY", sealed(SECRET))));

        for (byte[] bytes : List.of(mask, variables)) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            SecretForms.of(List.of(SECRET)).forEach(form -> assertThat(text).doesNotContain(form));
        }
        assertThat(logged((SecretMask) loaded(mask), SECRET)).isEqualTo("****");
        SecretVariables again = (SecretVariables) loaded(variables);
        EnvVars environment = new EnvVars();
        again.expand(environment);
        assertThat(environment.get("KEY")).isEqualTo(SECRET);
        assertThat(again.getSensitiveVariables()).containsExactly("KEY");
    }

    @Test
    void whatAnotherControllerSealedIsRefused() {
        assertThatThrownBy(() -> Sealed.open("plain text")).hasMessageContaining("not one of this controller");
    }
}
