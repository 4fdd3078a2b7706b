package io.jenkins.plugins.aks.sandbox.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.registry.Descriptor;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.registry.MediaTypes;
import io.jenkins.plugins.aks.registry.ReferrerPush;
import io.jenkins.plugins.aks.registry.Registry;
import io.jenkins.plugins.aks.registry.RegistryException;
import io.jenkins.plugins.aks.registry.RegistryLogin;
import io.jenkins.plugins.aks.registry.Repository;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Somebody;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciSandboxTest {
    private static final String SIGNATURE = "application/vnd.cncf.notary.signature";

    @TempDir
    Path directory;

    private RegistryLab lab;

    @BeforeEach
    void start() throws Exception {
        lab = new RegistryLab(directory);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private static Manifest signature(Repository repository, Manifest image, String content) throws Exception {
        Descriptor config = repository.blobs().put(SIGNATURE, "{}".getBytes(StandardCharsets.UTF_8));
        Descriptor layer = repository.blobs().put("application/cose", content.getBytes(StandardCharsets.UTF_8));
        return Manifest.of(
                MediaTypes.OCI_MANIFEST,
                ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":" + config.json()
                                + ",\"layers\":[" + layer.json() + "],\"subject\":"
                                + image.descriptor().json() + "}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void push(Repository repository, Manifest manifest) throws Exception {
        MemoryJournal journal = new MemoryJournal();
        ReferrerPush push = new ReferrerPush(repository, manifest);
        for (Optional<Duration> wait = push.advance(journal); wait.isPresent(); wait = push.advance(journal)) {
            lab.cloud.clock.advance(wait.get());
        }
    }

    private Repository as(Somebody somebody, String name) throws Exception {
        RegistryLogin login =
                new RegistryLogin.Entra(somebody::token, List.of(lab.cloud.sandbox.url() + "/.default"), "");
        return lab.session.registry(lab.host(), login).repository(name);
    }

    @Test
    void storesWhatTheBuildsIdentityPushes() throws Exception {
        Repository app = lab.repository("team/app");
        assertThat(app.manifest("v1")).isEmpty();
        Manifest image = RegistryLab.image(app, "v1", "{}");
        assertThat(app.require("v1").descriptor()).isEqualTo(image.descriptor());
        assertThat(app.blobs().get(image.json().at("/config/digest").asText(), 10))
                .asString()
                .isEqualTo("{}");
        assertThat(lab.repository("team/other")
                        .blobs()
                        .mount(image.json().at("/config/digest").asText(), "team/app"))
                .isTrue();
        assertThat(app.delete(image.digest())).isTrue();
        assertThat(app.has("v1")).isFalse();
    }

    @Test
    void keepsItsContentAcrossStarts() throws Exception {
        Manifest image = RegistryLab.image(lab.repository("app"), "v1", "{}");
        String host = lab.host();
        lab.cloud.sandbox.close();
        try (var again = io.jenkins.plugins.aks.sandbox.SimulatedCloud.in(directory, lab.cloud.clock);
                var session = new io.jenkins.plugins.aks.kit.SandboxSession(again)) {
            assertThat(session.registry(host).repository("app").require("v1").digest())
                    .isEqualTo(image.digest());
        }
    }

    @Test
    void listsReferrersInPages() throws Exception {
        lab.cloud
                .sandbox
                .data()
                .set("registries", Json.object().put("referrersApi", true).put("referrersPage", 2));
        Repository app = lab.repository("app");
        Manifest image = RegistryLab.image(app, "v1", "{}");
        for (int i = 0; i < 5; i++) {
            push(app, signature(app, image, "signature " + i));
        }
        assertThat(app.referrers(image.digest(), SIGNATURE))
                .hasSize(5)
                .allSatisfy(each -> assertThat(each.artifactType()).isEqualTo(SIGNATURE));
        assertThat(app.referrers(image.digest(), "application/sbom")).isEmpty();
        assertThat(app.manifest("sha256-" + image.digest().substring(7))).isEmpty();
    }

    @Test
    void canBeWithoutReferrers() throws Exception {
        lab.cloud.sandbox.data().set("registries", Json.object().put("referrersApi", false));
        Repository app = lab.repository("app");
        Manifest image = RegistryLab.image(app, "v1", "{}");
        Manifest signature = signature(app, image, "signature");
        push(app, signature);
        assertThat(app.referrers(image.digest(), SIGNATURE)).containsExactly(signature.referrer());
        assertThat(app.manifest("sha256-" + image.digest().substring(7))).isPresent();
    }

    @Test
    void grantsWhatRolesAllow() throws Exception {
        Manifest image = RegistryLab.image(lab.repository("app"), "v1", "{}");
        Somebody nobody = Somebody.in(lab.cloud, "nobody");
        assertThatThrownBy(() -> as(nobody, "app").manifest("v1"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo("UNAUTHORIZED"));
        Repository reader = as(Somebody.in(lab.cloud, "reader", "AcrPull"), "app");
        assertThat(reader.require("v1").digest()).isEqualTo(image.digest());
        assertThatThrownBy(() -> RegistryLab.image(reader, "v2", "{}")).isInstanceOf(RegistryException.class);
        Repository writer = as(Somebody.in(lab.cloud, "writer", "AcrPush"), "app");
        RegistryLab.image(writer, "v2", "{\"a\":1}");
        assertThatThrownBy(() -> writer.delete(image.digest())).isInstanceOf(RegistryException.class);
        assertThat(as(Somebody.in(lab.cloud, "contributor", "Contributor"), "app")
                        .delete(image.digest()))
                .isTrue();
    }

    @Test
    void aNewRoleCountsAfterAWhile() throws Exception {
        RegistryLab.image(lab.repository("app"), "v1", "{}");
        Somebody somebody = Somebody.in(lab.cloud, "late");
        String assignment = lab.id + "/providers/Microsoft.Authorization/roleAssignments/"
                + lab.cloud.sandbox.ids().guid("assignment");
        lab.cloud.put(
                assignment,
                "2022-04-01",
                "{'properties':{'principalId':'" + somebody.objectId()
                        + "','principalType':'ServicePrincipal','roleDefinitionId':'" + lab.cloud.subscription()
                        + "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d'}}");
        assertThatThrownBy(() -> as(somebody, "app").manifest("v1")).isInstanceOf(RegistryException.class);
        lab.cloud.pass(Duration.ofMinutes(3));
        assertThat(as(somebody, "app").manifest("v1")).isPresent();
    }

    @Test
    void takesTheTokensThatItsPolicySays() throws Exception {
        RegistryLab.image(lab.repository("app"), "v1", "{}");
        lab.cloud.arm(
                "PATCH",
                lab.id,
                RegistryLab.API,
                "{'properties':{'policies':{'azureADAuthenticationAsArmPolicy':{'status':'disabled'}}}}");
        lab.cloud.pass(Duration.ofMinutes(1));
        Registry other = lab.session.registry(
                lab.host(),
                new RegistryLogin.Entra(
                        scope -> lab.cloud.token(), List.of(lab.cloud.sandbox.url() + "/.default"), ""));
        assertThatThrownBy(() -> other.repository("app").manifest("v1")).isInstanceOf(RegistryException.class);
        Somebody somebody = Somebody.in(lab.cloud, "reader", "AcrPull");
        Registry own = lab.session.registry(
                lab.host(),
                new RegistryLogin.Entra(
                        somebody::token,
                        List.of(lab.cloud.sandbox.url() + "/.default", "https://containerregistry.azure.net/.default"),
                        ""));
        assertThat(own.repository("app").manifest("v1")).isPresent();
    }

    @Test
    void refusesWhatDoesNotFitTogether() throws Exception {
        Repository app = lab.repository("app");
        Manifest image = RegistryLab.image(app, "v1", "{}");
        assertThatThrownBy(() -> app.put("sha256:" + "0".repeat(64), image))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo("DIGEST_INVALID"));
        assertThatThrownBy(() ->
                        app.put("v2", Manifest.of(MediaTypes.OCI_MANIFEST, "{}".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo("MANIFEST_INVALID"));
        assertThatThrownBy(() -> lab.repository("empty").put("v1", image))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo("MANIFEST_BLOB_UNKNOWN"));
    }

    @Test
    void isEmptyWhenMadeAnew() throws Exception {
        RegistryLab.image(lab.repository("app"), "v1", "{}");
        lab.cloud.delete(lab.id, RegistryLab.API);
        lab.cloud.pass(Duration.ofMinutes(1));
        lab.cloud.put(lab.id, RegistryLab.API, "{'location':'eastus','sku':{'name':'Standard'},'properties':{}}");
        lab.cloud.pass(Duration.ofMinutes(1));
        assertThat(new io.jenkins.plugins.aks.kit.SandboxSession(lab.cloud)
                        .registry(lab.host())
                        .repository("app")
                        .manifest("v1"))
                .isEmpty();
    }
}
