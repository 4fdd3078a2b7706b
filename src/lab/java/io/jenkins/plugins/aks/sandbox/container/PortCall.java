package io.jenkins.plugins.aks.sandbox.container;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A connection to a port of a running pod. */
public record PortCall(ObjectNode pod, int port, ClusterView cluster) {}
