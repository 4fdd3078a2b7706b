package io.jenkins.plugins.aks.notation;

/** What is known about the revocation of one certificate. */
enum RevocationStatus {
    GOOD,
    /** It names neither an OCSP responder nor a revocation list. */
    NOT_REVOCABLE,
    REVOKED,
    /** Nobody answered, or the answer was not good enough. */
    UNKNOWN
}
