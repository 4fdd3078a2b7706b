package io.jenkins.plugins.aks.build.broken.cluster;

import io.jenkins.plugins.aks.build.broken.lab.Own;

/** Uses another section. */
final class Neighbour {
    Own own;
}
