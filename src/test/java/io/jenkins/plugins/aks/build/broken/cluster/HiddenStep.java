package io.jenkins.plugins.aks.build.broken.cluster;

import hudson.util.ListBoxModel;
import org.kohsuke.stapler.DataBoundConstructor;

/** A step that Stapler cannot construct, with a form method open to GET. */
final class HiddenStep {
    @DataBoundConstructor
    public HiddenStep() {}

    static final class DescriptorImpl {
        public ListBoxModel doFillCredentialsIdItems() {
            return new ListBoxModel();
        }
    }
}
