package io.jenkins.plugins.aks.sandbox.network;

/** What ports belong to. */
public enum Protocol {
    TCP,
    UDP,
    SCTP
}
