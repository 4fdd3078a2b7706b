package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * A name as trust policies compare it: single-valued attributes, each once, with country, state and organization.
 *
 * @param attributes value by type, e.g. {@code O=Notation}
 */
record DistinguishedName(Map<String, String> attributes) {
    private static final List<String> MANDATORY = List.of("C", "ST", "O");
    private static final Map<ASN1ObjectIdentifier, String> TYPES = Map.of(
            BCStyle.C, "C",
            BCStyle.O, "O",
            BCStyle.OU, "OU",
            BCStyle.CN, "CN",
            BCStyle.SERIALNUMBER, "SERIALNUMBER",
            BCStyle.L, "L",
            BCStyle.ST, "ST",
            BCStyle.STREET, "STREET",
            BCStyle.POSTAL_CODE, "POSTALCODE");

    DistinguishedName {
        attributes = Map.copyOf(attributes);
    }

    /** A name as a policy writes it, after RFC 4514. */
    static DistinguishedName parse(String text) throws NotationException {
        if (text.contains("=#")) {
            throw new NotationException("unsupported distinguished name (DN) \"" + text
                    + "\": x509.subject identities containing \"=#\" are not supported");
        }
        Map<String, String> attributes = new TreeMap<>();
        for (Map.Entry<String, String> attribute : new NameParser(text).attributes()) {
            add(attributes, attribute.getKey(), attribute.getValue(), text);
        }
        return complete(attributes, text);
    }

    /** The subject of a signing certificate; with any attribute that policies do not know it has no such name. */
    static DistinguishedName of(X509Certificate certificate) throws NotationException {
        String text = Certificates.subject(certificate);
        Map<String, String> attributes = new TreeMap<>();
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        for (RDN rdn : subject.getRDNs()) {
            if (rdn.isMultiValued()) {
                throw multiValued(text);
            }
            AttributeTypeAndValue attribute = rdn.getFirst();
            String type = TYPES.get(attribute.getType());
            ASN1Encodable value = attribute.getValue();
            if (type == null || !(value instanceof ASN1String string)) {
                throw new NotationException("error while parsing the certificate subject from the digital signature: \""
                        + text + "\" has an attribute of type " + attribute.getType()
                        + ", which trusted identities cannot name");
            }
            add(attributes, type, string.getString(), text);
        }
        return complete(attributes, text);
    }

    boolean isSubsetOf(DistinguishedName other) {
        return other.attributes.entrySet().containsAll(attributes.entrySet());
    }

    static NotationException multiValued(String text) {
        return new NotationException("distinguished name (DN) \"" + text
                + "\" has multi-valued RDN attributes, remove multi-valued RDN attributes as they are not supported");
    }

    private static void add(Map<String, String> attributes, String type, String value, String text)
            throws NotationException {
        String name = type.equals("S") ? "ST" : type;
        if (attributes.putIfAbsent(name, value) != null) {
            throw new NotationException("distinguished name (DN) \"" + text + "\" has duplicate RDN attribute for \""
                    + name + "\", DN can only have unique RDN attributes");
        }
    }

    private static DistinguishedName complete(Map<String, String> attributes, String text) throws NotationException {
        for (String type : MANDATORY) {
            if (attributes.getOrDefault(type, "").isEmpty()) {
                throw new NotationException("distinguished name (DN) \"" + text
                        + "\" has no mandatory RDN attribute for \"" + type
                        + "\", it must contain 'C', 'ST' or 'S', and 'O' RDN attributes at a minimum");
            }
        }
        return new DistinguishedName(attributes);
    }
}
