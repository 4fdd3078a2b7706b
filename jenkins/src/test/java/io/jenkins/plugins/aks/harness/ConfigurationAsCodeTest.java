package io.jenkins.plugins.aks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jenkins.plugins.aks.pipeline.AksCloud;
import io.jenkins.plugins.aks.pipeline.AksGlobalConfiguration;
import io.jenkins.plugins.aks.pipeline.AksWorkloadIdentity;
import io.jenkins.plugins.casc.misc.junit.jupiter.AbstractRoundTripTest;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Clouds and workload identities as code, by file, by web page and after a restart. */
@WithJenkins
class ConfigurationAsCodeTest extends AbstractRoundTripTest {
    @Override
    protected void assertConfiguredAsExpected(JenkinsRule r, String content) {
        AksGlobalConfiguration settings = AksGlobalConfiguration.get();
        assertEquals(1, settings.getClouds().size());
        AksCloud cloud = settings.getClouds().get(0);
        assertEquals("stack", cloud.getName());
        assertEquals("https://management.stack.example", cloud.getResourceManager());
        assertEquals("https://login.stack.example", cloud.getAuthority());
        assertEquals("https://management.core.stack.example", cloud.getAudience());
        assertFalse(cloud.isCustom());
        assertEquals(1, settings.getWorkloadIdentities().size());
        AksWorkloadIdentity identity = settings.getWorkloadIdentities().get(0);
        assertEquals("federated", identity.getId());
        assertEquals("/var/run/secrets/azure/tokens/azure-identity-token", identity.getTokenFile());
    }

    @Override
    protected String stringInLogExpected() {
        return "https://management.core.stack.example";
    }
}
