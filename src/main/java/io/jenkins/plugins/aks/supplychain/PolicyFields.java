package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a policy as the workshop's file has it (W123), and fills what it leaves open with the workshop's values. */
final class PolicyFields {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "issuerParameters", Set.of("name", "certificateTransparency", "certificateType"),
            "keyProperties", Set.of("exportable", "keySize", "keyType", "reuseKey", "curve"),
            "secretProperties", Set.of("contentType"),
            "x509CertificateProperties", Set.of("subject", "ekus", "keyUsage", "validityInMonths"));

    private final Map<String, Object> policy;

    PolicyFields(Map<String, Object> policy) {
        this.policy = policy;
    }

    /** @param subject counts before the policy's; null where it was not given */
    CertificatePolicy read(String subject) throws InvalidParameterException {
        requireKnown();
        String type = text("keyProperties", "keyType", "RSA");
        boolean rsa = !type.startsWith("EC");
        return new CertificatePolicy(
                text("issuerParameters", "name", "Self"),
                subject == null ? text("x509CertificateProperties", "subject", "") : subject,
                type,
                rsa ? number("keyProperties", "keySize", 2048) : 0,
                rsa ? "" : text("keyProperties", "curve", "P-256"),
                bool("keyProperties", "exportable", false),
                bool("keyProperties", "reuseKey", true),
                text("secretProperties", "contentType", "application/x-pem-file"),
                list("ekus", List.of("1.3.6.1.5.5.7.3.3")),
                list("keyUsage", List.of("digitalSignature")),
                number("x509CertificateProperties", "validityInMonths", 12));
    }

    private void requireKnown() throws InvalidParameterException {
        for (Map.Entry<String, Object> part : policy.entrySet()) {
            Set<String> fields = KNOWN.get(part.getKey());
            if (fields == null || !(part.getValue() instanceof Map<?, ?> given)) {
                throw refused(
                        part.getKey(),
                        "a map with "
                                + String.join(
                                        ", ", KNOWN.keySet().stream().sorted().toList()) + ", each of them a map");
            }
            for (Object field : given.keySet()) {
                if (!fields.contains(String.valueOf(field))) {
                    throw refused(
                            part.getKey() + "." + field,
                            "in " + part.getKey() + " the fields "
                                    + String.join(", ", fields.stream().sorted().toList()));
                }
            }
        }
    }

    private Object value(String part, String field) {
        return policy.get(part) instanceof Map<?, ?> given ? given.get(field) : null;
    }

    private String text(String part, String field, String otherwise) {
        Object value = value(part, field);
        return value == null ? otherwise : value.toString().strip();
    }

    private int number(String part, String field, int otherwise) throws InvalidParameterException {
        String text = text(part, field, Integer.toString(otherwise));
        if (!text.matches("\\d{1,5}")) {
            throw refused(part + "." + field + ": " + text, "a whole number");
        }
        return Integer.parseInt(text);
    }

    private boolean bool(String part, String field, boolean otherwise) throws InvalidParameterException {
        String text = text(part, field, Boolean.toString(otherwise));
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(part + "." + field + ": " + text, "true or false");
        }
        return Boolean.parseBoolean(text);
    }

    private List<String> list(String field, List<String> otherwise) throws InvalidParameterException {
        Object value = value("x509CertificateProperties", field);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof List<?> given)) {
            throw refused("x509CertificateProperties." + field + ": " + value, "a list of texts");
        }
        List<String> texts = new ArrayList<>();
        given.forEach(each -> texts.add(String.valueOf(each).strip()));
        return texts;
    }

    private static InvalidParameterException refused(String given, String allowed) {
        return new InvalidParameterException(
                "policy", given, allowed, "Write it as the file of az keyvault certificate create --policy.");
    }
}
