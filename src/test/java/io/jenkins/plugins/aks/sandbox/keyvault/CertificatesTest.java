package io.jenkins.plugins.aks.sandbox.keyvault;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Pem;
import io.jenkins.plugins.aks.sandbox.Somebody;
import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CertificatesTest extends VaultAdminBase {
    private static final String OFFICER = "a4417e6f-fecd-4de8-b567-7b0420556985";
    private static final String WORKSHOP =
            "{'policy':{'issuer':{'name':'Self','cert_transparency':null},'key_props':{'exportable':false,'kty':'RSA',"
                    + "'key_size':2048,'reuse_key':true},'secret_props':{'contentType':'application/x-pem-file'},"
                    + "'x509_props':{'subject':'CN=wabbit-networks.io,O=Notation,L=Seattle,ST=WA,C=US',"
                    + "'ekus':['1.3.6.1.5.5.7.3.3'],'key_usage':['digitalSignature'],'validity_months':12}}}";

    private void create(String name, String body) {
        assertThat(send("POST", "/certificates/" + name + "/create", body).status())
                .isEqualTo(202);
        cloud.pass(Duration.ofMinutes(1));
    }

    private static X509Certificate certificate(Answer answer) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(answer.text("/cer"))));
    }

    @Test
    void isMadeAsItsPolicySays() throws Exception {
        Answer begun = send("POST", "/certificates/one/create", WORKSHOP);
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.text("/status")).isEqualTo("inProgress");
        assertThat(send("GET", "/certificates/one", null).refusal()).isEqualTo("404 CertificateNotFound");
        assertThat(send("POST", "/certificates/one/create", WORKSHOP).refusal()).isEqualTo("409 Conflict");
        cloud.pass(Duration.ofMinutes(1));
        Answer ended = send("GET", "/certificates/one/pending", null);
        assertThat(ended.text("/status")).isEqualTo("completed");
        assertThat(ended.text("/target")).isEqualTo(url + "/certificates/one");
        Answer made = send("GET", "/certificates/one", null);
        X509Certificate certificate = certificate(made);
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName())
                .contains("CN=wabbit-networks.io")
                .contains("O=Notation");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.3");
        assertThat(certificate.getKeyUsage()).startsWith(true, false, false, false, false, false);
        assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.15");
        assertThat(made.text("/kid")).startsWith(url + "/keys/one/");
        assertThat(made.text("/kid").replace("/keys/", "/"))
                .isEqualTo(made.text("/id").replace("/certificates/", "/"));
        assertThat(made.text("/policy/x509_props/ekus/0")).isEqualTo("1.3.6.1.5.5.7.3.3");
    }

    @Test
    void keepsItsKeyWhereThePolicySaysSo() throws Exception {
        create("one", WORKSHOP);
        Answer secret = send("GET", "/secrets/one", null);
        assertThat(secret.text("/value")).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE KEY");
        create("two", WORKSHOP.replace("'exportable':false", "'exportable':true"));
        assertThat(send("GET", "/secrets/two", null).text("/value")).contains("BEGIN PRIVATE KEY");
        create(
                "three",
                WORKSHOP.replace("'exportable':false", "'exportable':true").replace("x-pem-file", "x-pkcs12"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(
                new ByteArrayInputStream(Base64.getDecoder()
                        .decode(send("GET", "/secrets/three", null).text("/value"))),
                new char[0]);
        assertThat(store.isKeyEntry(store.aliases().nextElement())).isTrue();
    }

    @Test
    void hasTheServicesDefaults() throws Exception {
        create("one", "{'policy':{'issuer':{'name':'Self'},'x509_props':{'subject':'CN=one'}}}");
        X509Certificate certificate = certificate(send("GET", "/certificates/one", null));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getKeyUsage()).startsWith(true, false, true);
        assertThat(send("GET", "/certificates/one/policy", null)
                        .at("/key_props/exportable")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aNewVersionKeepsTheKeyWhereItIsReused() throws Exception {
        create("one", WORKSHOP);
        Answer first = send("GET", "/certificates/one", null);
        create("one", WORKSHOP);
        Answer second = send("GET", "/certificates/one", null);
        assertThat(second.text("/kid")).isNotEqualTo(first.text("/kid"));
        assertThat(certificate(second).getPublicKey())
                .isEqualTo(certificate(first).getPublicKey());
        assertThat(send("GET", "/certificates/one/versions", null).at("/value")).hasSize(2);
        create("one", WORKSHOP.replace("'reuse_key':true", "'reuse_key':false"));
        assertThat(certificate(send("GET", "/certificates/one", null)).getPublicKey())
                .isNotEqualTo(certificate(first).getPublicKey());
    }

    @Test
    void refusesPoliciesThatAreNone() {
        assertThat(send("POST", "/certificates/one/create", "{}").refusal()).isEqualTo("400 BadParameter");
        assertThat(send("POST", "/certificates/one/create", WORKSHOP.replace("CN=wabbit-networks.io", "wabbit"))
                        .message())
                .contains("subject");
        assertThat(send("POST", "/certificates/one/create", WORKSHOP.replace("'Self'", "'DigiCert'"))
                        .message())
                .contains("issuer");
        assertThat(send("POST", "/certificates/one/create", WORKSHOP.replace("digitalSignature", "digital"))
                        .message())
                .contains("key_usage");
        assertThat(send("POST", "/certificates/one/create", WORKSHOP.replace("key_size", "keySize"))
                        .message())
                .contains("keySize");
    }

    @Test
    void anOperationCanBeCancelledOrFail() {
        send("POST", "/certificates/one/create", WORKSHOP);
        send("PATCH", "/certificates/one/pending", "{'cancellation_requested':true}");
        cloud.pass(Duration.ofMinutes(1));
        assertThat(send("GET", "/certificates/one/pending", null).text("/status"))
                .isEqualTo("cancelled");
        cloud.sandbox
                .faults()
                .add(FaultRule.on("POST", "/vault/first/certificates/two/create")
                        .crashing("IssuerError", "no luck"));
        send("POST", "/certificates/two/create", WORKSHOP);
        cloud.pass(Duration.ofMinutes(1));
        Answer failed = send("GET", "/certificates/two/pending", null);
        assertThat(failed.text("/status")).isEqualTo("failed");
        assertThat(failed.text("/error/code")).isEqualTo("IssuerError");
    }

    @Test
    void importsWhatItExports() throws Exception {
        create("one", WORKSHOP.replace("'exportable':false", "'exportable':true"));
        String pem = send("GET", "/secrets/one", null).text("/value").replace("\n", "\\n");
        String body = "{'value':'" + pem + "','policy':{'secret_props':{'contentType':'application/x-pem-file'},"
                + "'key_props':{'exportable':false}}}";
        Answer imported = send("POST", "/certificates/two/import", body);
        assertThat(imported.status()).isEqualTo(200);
        assertThat(imported.text("/cer"))
                .isEqualTo(send("GET", "/certificates/one", null).text("/cer"));
        assertThat(send("GET", "/secrets/two", null).text("/value")).doesNotContain("PRIVATE KEY");
        String alone = Pem.text(certificate(imported)).replace("\r", "").replace("\n", "\\n");
        assertThat(send(
                                "POST",
                                "/certificates/three/import",
                                "{'value':'" + alone
                                        + "','policy':{'secret_props':{'contentType':'application/x-pem-file'}}}")
                        .message())
                .contains("Private key is not specified");
        assertThat(send("POST", "/certificates/three/import", "{'value':'AAAA'}")
                        .message())
                .contains("PKCS#12");
    }

    @Test
    void anOfficerMakesAndDoesNotSign() {
        Somebody officer = Somebody.in(cloud, "officer");
        kit.role(officer, "first", OFFICER);
        kit.rolesCount();
        assertThat(officer.vault("POST", url + "/certificates/one/create" + VERSION, WORKSHOP)
                        .status())
                .isEqualTo(202);
        cloud.pass(Duration.ofMinutes(1));
        String kid =
                officer.vault("GET", url + "/certificates/one" + VERSION, null).text("/kid");
        assertThat(officer.vault("POST", kid + "/sign" + VERSION, "{'alg':'PS256','value':'AAAA'}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void isDeletedWithItsKeyAndSecret() {
        create("one", WORKSHOP);
        assertThat(send("DELETE", "/keys/one", null).status()).isEqualTo(403);
        assertThat(send("DELETE", "/certificates/one", null).status()).isEqualTo(200);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(send("GET", "/keys/one", null).status()).isEqualTo(404);
        assertThat(send("GET", "/secrets/one", null).status()).isEqualTo(404);
        assertThat(send("POST", "/certificates/one/create", WORKSHOP).refusal()).isEqualTo("409 Conflict");
        assertThat(send("POST", "/deletedcertificates/one/recover", null).status())
                .isEqualTo(200);
        assertThat(send("GET", "/keys/one", null).status()).isEqualTo(200);
        send("DELETE", "/certificates/one", null);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(send("DELETE", "/deletedcertificates/one", null).status()).isEqualTo(204);
        create("one", WORKSHOP);
    }
}
