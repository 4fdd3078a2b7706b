package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One stored change, as a watch sees it.
 *
 * @param type ADDED, MODIFIED or DELETED
 * @param before what was there; null for ADDED
 */
record Change(long version, String type, ObjectKey key, ObjectNode object, ObjectNode before) {}
