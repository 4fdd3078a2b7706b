package hudson.util;

import java.io.Serializable;
import java.util.Base64;
import java.util.Objects;

public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient String value;
    private final byte[] hidden;

    private Secret(String value) {
        this.value = value;
        this.hidden = mask(value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static byte[] mask(byte[] bytes) {
        byte[] masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= (byte) (0x5a + i * 31);
        }
        return masked;
    }

    public String getPlainText() {
        return value == null ? new String(mask(hidden), java.nio.charset.StandardCharsets.UTF_8) : value;
    }

    public String getEncryptedValue() {
        return "{" + Base64.getEncoder().encodeToString(hidden) + "}";
    }

    public static Secret decrypt(String data) {
        if (data == null || !data.startsWith("{") || !data.endsWith("}")) {
            return null;
        }
        byte[] hidden = Base64.getDecoder().decode(data.substring(1, data.length() - 1));
        return new Secret(new String(mask(hidden), java.nio.charset.StandardCharsets.UTF_8));
    }

    public static Secret fromString(String data) {
        return new Secret(data == null ? "" : data);
    }

    public static String toString(Secret secret) {
        return secret == null ? null : secret.getPlainText();
    }

    @Override
    public String toString() {
        return getPlainText();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && getPlainText().equals(that.getPlainText());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(getPlainText());
    }
}
