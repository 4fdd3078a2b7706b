package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.microsoft.azure.util.AzureCredentials;
import com.microsoft.azure.util.AzureImdsCredentials;
import hudson.util.Secret;
import io.jenkins.plugins.aks.azure.AzureIdentity;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.standin.Lab;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCredentialsTest {
    @TempDir
    Path home;

    private Controller controller;

    @BeforeEach
    void start() {
        controller = new Controller(home);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private FoundCredential find(String id) throws InvalidParameterException {
        return new BuildCredentials(controller.build, name -> null).find(id);
    }

    private void refused(String id, String advice) {
        assertThatThrownBy(() -> find(id))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("credentialsId: '" + id + "' was given; allowed: ")
                .hasMessageContaining(advice);
    }

    @Test
    void servicePrincipalWithSecret() throws Exception {
        FoundCredential found = find("azure");
        assertThat(found.subscription()).isEqualTo("sub-of-credential");
        assertThat(found.cloud()).isEqualTo("Azure");
        assertThat(found.identity()).isInstanceOfSatisfying(AzureIdentity.ClientSecret.class, identity -> {
            assertThat(identity.tenant()).isEqualTo("tenant");
            assertThat(identity.clientId()).isEqualTo("client-of-azure");
            assertThat(identity.secret().reveal()).isEqualTo(Controller.SECRET);
            assertThat(identity.secret()).hasToString("****");
        });
        assertThat(found.toString()).doesNotContain(Controller.SECRET);
        assertThat(Lab.tracked()).hasSize(1);
    }

    @Test
    void theCloudOfTheCredential() throws Exception {
        AzureCredentials credentials = Controller.principal("china", "s", "x");
        credentials.setAzureEnvironmentName("Azure China");
        Lab.addCredentials(credentials);
        assertThat(find("china").cloud()).isEqualTo("AzureChina");
    }

    @Test
    void managedIdentities() throws Exception {
        AzureImdsCredentials system = new AzureImdsCredentials(CredentialsScope.GLOBAL, "system", "");
        AzureImdsCredentials user = new AzureImdsCredentials(CredentialsScope.GLOBAL, "user", "");
        user.setClientId("client");
        user.setSubscriptionId("sub");
        Lab.addCredentials(system);
        Lab.addCredentials(user);
        assertThat(find("system").identity()).isEqualTo(new AzureIdentity.ManagedIdentity(""));
        assertThat(find("system").subscription()).isNull();
        assertThat(find("user").identity()).isEqualTo(new AzureIdentity.ManagedIdentity("client"));
        assertThat(find("user").subscription()).isEqualTo("sub");
    }

    @Test
    void workloadIdentities() throws Exception {
        AksWorkloadIdentity file = new AksWorkloadIdentity("file", "t", "c");
        file.setTokenFile("/token");
        AksGlobalConfiguration.get()
                .setWorkloadIdentities(List.of(file, new AksWorkloadIdentity("variable", "t", "c")));
        assertThat(find("file").identity()).isEqualTo(new AzureIdentity.WorkloadIdentityFile("t", "c", "/token"));
        refused("variable", "AZURE_FEDERATED_TOKEN_FILE");
        FoundCredential found = new BuildCredentials(controller.build, name -> "/from/" + name).find("variable");
        assertThat(found.identity())
                .isEqualTo(new AzureIdentity.WorkloadIdentityFile("t", "c", "/from/AZURE_FEDERATED_TOKEN_FILE"));
    }

    @Test
    void refusesWhatCannotWork() {
        Lab.addCredentials(Controller.principal("blank", "s", " "));
        AzureCredentials noTenant = Controller.principal("no-tenant", "s", "x");
        noTenant.setTenant("");
        Lab.addCredentials(noTenant);
        Lab.addCredentials(new Other("other"));
        refused("blank", "The credential's client secret is empty");
        refused("no-tenant", "The credential's tenant is empty");
        refused("other", "The credential is of another kind (Other)");
        refused("missing", "This build cannot see a credential with this id");
    }

    @Test
    void aCredentialOfAnotherFolderIsNotSeen() {
        Lab.visibility((credentials, run) -> run != controller.build);
        refused("azure", "This build cannot see a credential with this id");
        assertThat(Lab.tracked()).isEmpty();
    }

    @Test
    void aSecretGoesBeforeACertificateAsInAzureCredentials() throws Exception {
        AzureCredentials both = Controller.principal("both", "s", "secret");
        both.setCertificateId("nowhere");
        Lab.addCredentials(both);
        assertThat(find("both").identity()).isInstanceOf(AzureIdentity.ClientSecret.class);
    }

    @Test
    void certificateInASecretFile() throws Exception {
        Lab.addCredentials(new PemFile("pem"));
        assertThat(withCertificate("pem")).satisfies(identity -> {
            assertThat(identity.isPem()).isTrue();
            assertThat(new String(identity.certificate(), StandardCharsets.US_ASCII))
                    .contains("BEGIN");
        });
        assertThat(Lab.tracked()).hasSize(2);
    }

    @Test
    void certificateCredential() throws Exception {
        Lab.addCredentials(new Certificate("cert"));
        AzureIdentity.ClientCertificate identity = withCertificate("cert");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(
                new ByteArrayInputStream(identity.certificate()),
                identity.password().reveal().toCharArray());
        assertThat(store.size()).isZero();
        assertThat(identity.password().reveal()).isEqualTo("changeit");
    }

    @Test
    void refusesAMissingOrUnreadableCertificate() {
        Lab.addCredentials(new Other("text"));
        AzureCredentials missing = Controller.principal("missing-cert", "s", "");
        missing.setCertificateId("nowhere");
        AzureCredentials wrong = Controller.principal("wrong-cert", "s", "");
        wrong.setCertificateId("text");
        Lab.addCredentials(missing);
        Lab.addCredentials(wrong);
        refused("missing-cert", "Its certificate 'nowhere' does not exist for this build");
        refused("wrong-cert", "Its certificate 'text' (Other) cannot be read");
    }

    private AzureIdentity.ClientCertificate withCertificate(String certificateId) throws InvalidParameterException {
        AzureCredentials credentials = Controller.principal("with-" + certificateId, "s", "");
        credentials.setCertificateId(certificateId);
        Lab.addCredentials(credentials);
        return (AzureIdentity.ClientCertificate) find("with-" + certificateId).identity();
    }

    /** A credential that has nothing to do with Azure. */
    static class Other extends BaseStandardCredentials {
        private static final long serialVersionUID = 1L;

        Other(String id) {
            super(CredentialsScope.GLOBAL, id, "");
        }
    }

    private static final class PemFile extends Other implements FileCredentials {
        private static final long serialVersionUID = 1L;

        PemFile(String id) {
            super(id);
        }

        @Override
        public String getFileName() {
            return "certificate.pem";
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream("-----BEGIN PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Has the methods of the credentials plugin's certificate credentials. */
    public static final class Certificate extends BaseStandardCredentials {
        private static final long serialVersionUID = 1L;

        Certificate(String id) {
            super(CredentialsScope.GLOBAL, id, "");
        }

        public KeyStore getKeyStore() throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        }

        public Secret getPassword() {
            return Secret.fromString("changeit");
        }
    }
}
