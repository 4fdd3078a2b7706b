package io.jenkins.plugins.aks.build.broken.lab;

public final class Own {}
