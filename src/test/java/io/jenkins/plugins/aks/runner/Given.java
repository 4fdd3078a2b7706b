package io.jenkins.plugins.aks.runner;

import java.io.Serializable;

/** What {@link GiveStep} gives. */
public record Given(String value) implements Serializable {}
