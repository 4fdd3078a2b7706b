package io.jenkins.plugins.aks.notation;

/**
 * A signed header beyond those of the specification.
 *
 * @param key its name
 * @param critical whether who does not know it must refuse the signature
 * @param value as text
 */
public record Attribute(String key, boolean critical, String value) {}
