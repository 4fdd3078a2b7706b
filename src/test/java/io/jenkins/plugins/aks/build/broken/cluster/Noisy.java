package io.jenkins.plugins.aks.build.broken.cluster;

import jenkins.model.Jenkins;

/** Everything that a turn of an operation must not do. */
final class Noisy {
    void run() {
        try {
            Thread.sleep(1);
            Thread.sleep(1, 1);
        } catch (InterruptedException e) {
            e.printStackTrace();
        }
        System.out.println(Jenkins.get());
        System.err.println(Jenkins.getInstanceOrNull());
    }
}
