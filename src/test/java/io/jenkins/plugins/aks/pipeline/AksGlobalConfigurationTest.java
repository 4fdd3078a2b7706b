package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.util.AzureBaseCredentials;
import hudson.ProxyConfiguration;
import hudson.model.Item;
import hudson.security.AccessDeniedException3;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.azure.ProxySettings;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.standin.Lab;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AksGlobalConfigurationTest {
    @TempDir
    Path home;

    private Controller controller;
    private AksGlobalConfiguration configuration;

    @BeforeEach
    void start() {
        controller = new Controller(home);
        configuration = AksGlobalConfiguration.get();
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private static AksCloud sandbox() {
        AksCloud cloud = new AksCloud(" sandbox ", "https://localhost:8443/", "https://localhost:8443/entra");
        cloud.setCaPem(" PEM ");
        return cloud;
    }

    @Test
    void builtInCloudsNeedNoConfiguration() throws Exception {
        assertThat(AksGlobalConfiguration.cloudNamed(null)).isSameAs(Cloud.PUBLIC);
        assertThat(AksGlobalConfiguration.cloudNamed("AzureChina").resourceManager())
                .isEqualTo("https://management.chinacloudapi.cn");
        assertThatThrownBy(() -> AksGlobalConfiguration.cloudNamed("sandbox"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Manage Jenkins, System, AKS Pipeline Steps");
    }

    @Test
    void aConfiguredCloudIsFoundAndSaved() throws Exception {
        configuration.setClouds(List.of(sandbox()));
        assertThat(AksGlobalConfiguration.cloudNamed("sandbox"))
                .isEqualTo(new Cloud(
                        "sandbox",
                        "https://localhost:8443",
                        "https://localhost:8443/entra",
                        "https://localhost:8443",
                        "PEM",
                        true));
        assertThat(Lab.saved()).containsExactly(configuration);
        assertThat(configuration.cloudNames()).containsExactly("Azure", "AzureChina", "AzureUSGovernment", "sandbox");
    }

    @Test
    void aListThatTheFormLeavesOutIsEmpty() throws Exception {
        configuration.setClouds(List.of(sandbox()));
        configuration.setWorkloadIdentities(List.of(new AksWorkloadIdentity("w", "t", "c")));
        configuration.configure((bean, json) -> assertThat(bean).isSameAs(configuration), (JSONObject) null);
        assertThat(configuration.getClouds()).isEmpty();
        assertThat(configuration.getWorkloadIdentities()).isEmpty();
    }

    @Test
    void checksAreForAdministrators() {
        Lab.grant(permission -> permission != Jenkins.ADMINISTER);
        AksCloud.DescriptorImpl cloud = new AksCloud.DescriptorImpl();
        AksWorkloadIdentity.DescriptorImpl identity = new AksWorkloadIdentity.DescriptorImpl();
        assertThatThrownBy(() -> cloud.doCheckName("x")).isInstanceOf(AccessDeniedException3.class);
        assertThatThrownBy(() -> cloud.doCheckResourceManager("x")).isInstanceOf(AccessDeniedException3.class);
        assertThatThrownBy(() -> cloud.doCheckAuthority("x")).isInstanceOf(AccessDeniedException3.class);
        assertThatThrownBy(() -> cloud.doCheckCaPem("x")).isInstanceOf(AccessDeniedException3.class);
        assertThatThrownBy(() -> identity.doCheckId("x")).isInstanceOf(AccessDeniedException3.class);
        assertThatThrownBy(() -> identity.doCheckTenant("x")).isInstanceOf(AccessDeniedException3.class);
        assertThatThrownBy(() -> identity.doCheckClientId("x")).isInstanceOf(AccessDeniedException3.class);
    }

    @Test
    void checksOfFields() {
        AksCloud.DescriptorImpl cloud = new AksCloud.DescriptorImpl();
        assertThat(cloud.doCheckName(" ").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(cloud.doCheckName("x").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(cloud.doCheckAuthority("https://login.example").kind).isEqualTo(FormValidation.Kind.OK);
        for (String wrong : List.of("", "http://login.example", "https://", "not an address", "login.example")) {
            assertThat(cloud.doCheckAuthority(wrong).kind).as(wrong).isEqualTo(FormValidation.Kind.ERROR);
        }
        assertThat(cloud.doCheckCaPem("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(cloud.doCheckCaPem("no certificate").kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void credentialsAreListedForThoseWhoMayUseThem() {
        configuration.setWorkloadIdentities(List.of(new AksWorkloadIdentity("workload", "t", "c")));
        Lab.addCredentials(new BuildCredentialsTest.Other("password"));
        ProbeStep.DescriptorImpl step = new ProbeStep.DescriptorImpl();
        assertThat(values(step.doFillCredentialsIdItems(null, "gone")))
                .containsExactly("", "azure", "workload", "gone");
        Lab.grant(permission -> false);
        assertThat(values(step.doFillCredentialsIdItems(null, "gone"))).containsExactly("gone");
        assertThat(values(step.doFillCredentialsIdItems(controller.build.getParent(), "")))
                .isEmpty();
        Lab.grant(permission -> permission == Item.EXTENDED_READ);
        assertThat(values(step.doFillCredentialsIdItems(controller.build.getParent(), "")))
                .containsExactly("", "azure", "workload");
        assertThat(AzureBaseCredentials.class)
                .isAssignableFrom(Controller.principal("x", "s", "y").getClass());
    }

    @Test
    void otherListsOfTheForms() {
        configuration.setClouds(List.of(sandbox()));
        ProbeStep.DescriptorImpl step = new ProbeStep.DescriptorImpl();
        assertThat(values(step.doFillOnAbortItems(null))).containsExactly("cancel", "detach", "delete");
        assertThat(values(new WithAksStep.DescriptorImpl().doFillCloudItems(null, "old")))
                .containsExactly("", "Azure", "AzureChina", "AzureUSGovernment", "sandbox", "old");
        Lab.grant(permission -> false);
        assertThat(values(step.doFillCloudItems(null, null))).containsExactly("");
        assertThat(values(step.doFillOnAbortItems(null))).isEmpty();
    }

    private static List<String> values(ListBoxModel choices) {
        return choices.stream().map(choice -> choice.value).toList();
    }

    @Test
    void theProxyIsThatOfJenkins() {
        assertThat(JenkinsProxy.settings().isPresent()).isFalse();
        Jenkins.get().proxy =
                new ProxyConfiguration("proxy", 3128, "me", "pass word", "*.internal, localhost\n10.0.0.1");
        ProxySettings proxy = JenkinsProxy.settings();
        assertThat(proxy.host()).isEqualTo("proxy");
        assertThat(proxy.port()).isEqualTo(3128);
        assertThat(proxy.user()).isEqualTo("me");
        assertThat(proxy.password().reveal()).isEqualTo("pass word");
        assertThat(proxy.noProxy()).containsExactly("*.internal", "localhost", "10.0.0.1");
        assertThat(proxy.toString()).doesNotContain("pass word");
    }
}
