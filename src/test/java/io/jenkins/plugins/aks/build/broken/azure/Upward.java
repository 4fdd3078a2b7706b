package io.jenkins.plugins.aks.build.broken.azure;

import io.jenkins.plugins.aks.build.broken.pipeline.Facade;

/** Uses a package above its own. */
final class Upward {
    Facade facade;
}
