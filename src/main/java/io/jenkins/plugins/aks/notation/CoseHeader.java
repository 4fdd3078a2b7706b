package io.jenkins.plugins.aks.notation;

import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The signed header of a COSE envelope. */
final class CoseHeader {
    private static final Set<Integer> OWN_LABELS =
            Set.of(CoseWriter.ALGORITHM, CoseWriter.CRITICAL, CoseWriter.CONTENT_TYPE);

    private final CBORObject header;

    CoseHeader(CBORObject header) throws NotationException {
        if (header.getType() != CBORType.Map || header.isTagged()) {
            throw new NotationException("the protected header is not a map");
        }
        this.header = header;
    }

    KeyKind algorithm() throws NotationException {
        CBORObject algorithm = header.get(CBORObject.FromObject(CoseWriter.ALGORITHM));
        if (algorithm == null || !isInt(algorithm)) {
            throw new NotationException("the protected header has no algorithm");
        }
        return KeyKind.ofCose(algorithm.AsInt32Value())
                .orElseThrow(() -> new NotationException("signature algorithm not supported: " + algorithm));
    }

    void checkContentType() throws NotationException {
        String type = text(CBORObject.FromObject(CoseWriter.CONTENT_TYPE), "content type");
        if (!type.equals(Payload.MEDIA_TYPE)) {
            throw new NotationException("payload content type \"" + type + "\" not supported");
        }
    }

    SignedAttributes attributes() throws NotationException {
        Set<CBORObject> critical = critical();
        SigningScheme scheme = SigningScheme.of(text(label(Headers.SCHEME), "signingScheme"));
        boolean authority = scheme == SigningScheme.SIGNING_AUTHORITY;
        Optional<Instant> expiry = has(Headers.EXPIRY) ? Optional.of(time(Headers.EXPIRY)) : Optional.empty();
        List<String> mandatory = new ArrayList<>(List.of(Headers.SCHEME));
        if (authority) {
            mandatory.add(Headers.AUTHENTIC_SIGNING_TIME);
        }
        if (expiry.isPresent()) {
            mandatory.add(Headers.EXPIRY);
        }
        mandatory.removeIf(name -> critical.contains(label(name)));
        if (!mandatory.isEmpty()) {
            throw new NotationException("these required headers are not marked as critical: " + mandatory);
        }
        String other = authority ? Headers.SIGNING_TIME : Headers.AUTHENTIC_SIGNING_TIME;
        if (has(other)) {
            throw new NotationException("\"" + other + "\" header must not be present for " + scheme.id());
        }
        Instant signingTime = time(authority ? Headers.AUTHENTIC_SIGNING_TIME : Headers.SIGNING_TIME);
        return new SignedAttributes(scheme, signingTime, expiry, extended(critical));
    }

    private Set<CBORObject> critical() throws NotationException {
        CBORObject critical = header.get(CBORObject.FromObject(CoseWriter.CRITICAL));
        if (critical == null || critical.getType() != CBORType.Array || critical.size() == 0) {
            throw new NotationException("missing \"crit\" header");
        }
        Set<CBORObject> labels = new HashSet<>();
        for (CBORObject label : critical.getValues()) {
            if (!header.ContainsKey(label)) {
                throw new NotationException(label + " header is marked critical but not present");
            }
            labels.add(label);
        }
        return labels;
    }

    private List<Attribute> extended(Set<CBORObject> critical) {
        List<Attribute> extended = new ArrayList<>();
        for (CBORObject key : header.getKeys()) {
            boolean text = key.getType() == CBORType.TextString;
            boolean own = text
                    ? Headers.SIGNED.contains(key.AsString())
                    : isInt(key) && OWN_LABELS.contains(key.AsInt32Value());
            if (!own) {
                CBORObject value = header.get(key);
                extended.add(new Attribute(
                        text ? key.AsString() : key.toString(),
                        critical.contains(key),
                        value.getType() == CBORType.TextString ? value.AsString() : value.toString()));
            }
        }
        return extended;
    }

    private Instant time(String name) throws NotationException {
        CBORObject time = header.get(label(name));
        if (time == null
                || !time.HasOneTag(CoseWriter.TIME_TAG)
                || !time.Untag().isNumber()) {
            throw new NotationException("header \"" + name + "\" is not a time with CBOR tag 1");
        }
        CBORObject seconds = time.Untag();
        if (!seconds.AsNumber().CanFitInInt64() && !seconds.AsNumber().CanTruncatedIntFitInInt64()) {
            throw new NotationException("header \"" + name + "\" is not a time");
        }
        return Instant.ofEpochSecond(seconds.AsNumber().ToInt64Unchecked());
    }

    private String text(CBORObject label, String name) throws NotationException {
        CBORObject value = header.get(label);
        if (value == null || value.getType() != CBORType.TextString || value.isTagged()) {
            throw new NotationException("the protected header's " + name + " is missing or not text");
        }
        return value.AsString();
    }

    private boolean has(String name) {
        return header.ContainsKey(label(name));
    }

    private static boolean isInt(CBORObject value) {
        return value.getType() == CBORType.Integer && !value.isTagged() && value.CanValueFitInInt32();
    }

    private static CBORObject label(String name) {
        return CBORObject.FromObject(name);
    }
}
