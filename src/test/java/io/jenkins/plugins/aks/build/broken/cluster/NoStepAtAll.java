package io.jenkins.plugins.aks.build.broken.cluster;

import hudson.model.Run;

/** Names a Jenkins type outside pipeline and the steps. */
final class NoStepAtAll {
    Run<?, ?> run;
}
