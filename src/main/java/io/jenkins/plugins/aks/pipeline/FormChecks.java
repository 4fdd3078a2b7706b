package io.jenkins.plugins.aks.pipeline;

import hudson.Util;
import hudson.util.FormValidation;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Checks of single fields, by their text alone. */
final class FormChecks {
    private FormChecks() {}

    static FormValidation required(String value) {
        return Util.fixEmptyAndTrim(value) == null ? FormValidation.error("Required.") : FormValidation.ok();
    }

    static FormValidation https(String value) {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null) {
            return FormValidation.error("Required: an address that starts with https://.");
        }
        try {
            URI uri = URI.create(text);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
                return FormValidation.ok();
            }
        } catch (IllegalArgumentException e) {
            return FormValidation.error("This is no address: " + e.getMessage());
        }
        return FormValidation.error("Expected an address that starts with https:// and names a host.");
    }

    static FormValidation certificates(String value) {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null) {
            return FormValidation.ok();
        }
        try {
            int count = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                    .size();
            return count == 0
                    ? FormValidation.error("Expected at least one certificate as PEM.")
                    : FormValidation.ok(count == 1 ? "1 certificate" : count + " certificates");
        } catch (CertificateException e) {
            return FormValidation.error("Expected certificates as PEM: " + e.getMessage());
        }
    }
}
