package io.jenkins.plugins.aks.notation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The signed header of a JSON Web Signature. */
final class JwsHeader {
    private static final Set<String> OWN_NAMES = Set.of("alg", "cty", "crit");

    private final JsonNode header;

    JwsHeader(JsonNode header) throws NotationException {
        if (!header.isObject()) {
            throw new NotationException("the protected header is not an object");
        }
        this.header = header;
    }

    KeyKind algorithm() throws NotationException {
        String algorithm = header.path("alg").asText();
        return KeyKind.ofJwa(algorithm)
                .orElseThrow(() -> new NotationException("signature algorithm not supported: " + algorithm));
    }

    void checkContentType() throws NotationException {
        String type = header.path("cty").asText();
        if (!type.equals(Payload.MEDIA_TYPE)) {
            throw new NotationException("payload content type \"" + type + "\" not supported");
        }
    }

    SignedAttributes attributes() throws NotationException {
        SigningScheme scheme = SigningScheme.of(header.path(Headers.SCHEME).asText());
        boolean authority = scheme == SigningScheme.SIGNING_AUTHORITY;
        String own = authority ? Headers.AUTHENTIC_SIGNING_TIME : Headers.SIGNING_TIME;
        String other = authority ? Headers.SIGNING_TIME : Headers.AUTHENTIC_SIGNING_TIME;
        if (header.has(other)) {
            throw new NotationException("\"" + other + "\" header must not be present for " + scheme.id());
        }
        Optional<Instant> expiry = header.has(Headers.EXPIRY) ? Optional.of(time(Headers.EXPIRY)) : Optional.empty();
        Set<String> critical = critical(authority, expiry.isPresent());
        return new SignedAttributes(scheme, time(own), expiry, extended(critical));
    }

    private Set<String> critical(boolean authority, boolean expires) throws NotationException {
        if (!header.path("crit").isArray() || header.path("crit").isEmpty()) {
            throw new NotationException("missing \"crit\" header");
        }
        Set<String> critical = new TreeSet<>();
        for (JsonNode name : header.path("crit")) {
            if (!name.isTextual() || !header.has(name.textValue())) {
                throw new NotationException(name + " header is marked critical but not present");
            }
            critical.add(name.textValue());
        }
        List<String> missing = new ArrayList<>(List.of(Headers.SCHEME));
        if (authority) {
            missing.add(Headers.AUTHENTIC_SIGNING_TIME);
        }
        if (expires) {
            missing.add(Headers.EXPIRY);
        }
        missing.removeAll(critical);
        if (!missing.isEmpty()) {
            throw new NotationException("these required headers are not marked as critical: " + missing);
        }
        return critical;
    }

    private List<Attribute> extended(Set<String> critical) {
        List<Attribute> extended = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            String name = entry.getKey();
            if (!OWN_NAMES.contains(name) && !Headers.SIGNED.contains(name)) {
                JsonNode value = entry.getValue();
                extended.add(new Attribute(
                        name, critical.contains(name), value.isTextual() ? value.textValue() : value.toString()));
            }
        }
        return extended;
    }

    private Instant time(String name) throws NotationException {
        try {
            return OffsetDateTime.parse(header.path(name).asText()).toInstant();
        } catch (DateTimeException e) {
            throw new NotationException("header \"" + name + "\" is not a time as of RFC 3339", e);
        }
    }
}
