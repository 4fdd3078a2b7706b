package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.standin.Lab;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildSecretsTest {
    private static final String TEXT = "-----BEGIN what a key looks like-----";

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

    private SecretContent find(String id) throws InvalidParameterException {
        return new BuildSecrets(controller.build).find("signingCredentialsId", id);
    }

    @Test
    void textsAndFilesAreReadAsTheyAreAndTracked() throws Exception {
        Lab.addCredentials(new Text("text"));
        Lab.addCredentials(new PemFile("file"));
        for (String id : new String[] {"text", "file"}) {
            assertThat(new String(find(id).bytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
            assertThat(find(id).password()).isEmpty();
            assertThat(find(id).toString()).doesNotContain("BEGIN");
        }
        assertThat(Lab.tracked()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void certificatesComeAsPkcs12WithTheirPassword() throws Exception {
        Lab.addCredentials(new Certificate("cert"));
        SecretContent content = find("cert");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(
                new ByteArrayInputStream(content.bytes()),
                content.password().orElseThrow().reveal().toCharArray());
        assertThat(store.size()).isZero();
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsRefused() {
        Lab.addCredentials(new Other("other"));
        for (String id : new String[] {"missing", "other"}) {
            assertThatThrownBy(() -> find(id))
                    .isInstanceOf(InvalidParameterException.class)
                    .hasMessageStartingWith("signingCredentialsId: '" + id + "' was given; allowed: ");
        }
    }

    private static class Other extends BaseStandardCredentials {
        private static final long serialVersionUID = 1L;

        Other(String id) {
            super(CredentialsScope.GLOBAL, id, "");
        }
    }

    private static final class Text extends Other implements StringCredentials {
        private static final long serialVersionUID = 1L;

        Text(String id) {
            super(id);
        }

        @Override
        public Secret getSecret() {
            return Secret.fromString(TEXT);
        }
    }

    private static final class PemFile extends Other implements FileCredentials {
        private static final long serialVersionUID = 1L;

        PemFile(String id) {
            super(id);
        }

        @Override
        public String getFileName() {
            return "key.pem";
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Has the methods of the credentials plugin's certificate credentials. */
    public static final class Certificate extends Other {
        private static final long serialVersionUID = 1L;

        Certificate(String id) {
            super(id);
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
