package io.jenkins.plugins.aks.build.broken.stray;

/** In a package that no drawing has. */
final class Stray {}
