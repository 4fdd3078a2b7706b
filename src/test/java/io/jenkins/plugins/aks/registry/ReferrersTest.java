package io.jenkins.plugins.aks.registry;

import static io.jenkins.plugins.aks.registry.FakeRegistry.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.MemoryJournal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReferrersTest {
    private static final String SIGNATURE = "application/vnd.cncf.notary.signature";
    private static final String IMAGE = digest("image");
    private static final String TAG = "sha256-" + IMAGE.substring("sha256:".length());

    private final FakeRegistry fake = new FakeRegistry();
    private final Manifest signature = Manifest.of(
            MediaTypes.OCI_MANIFEST,
            ("{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":{\"mediaType\":\"" + SIGNATURE
                            + "\"},\"subject\":{\"mediaType\":\"x\",\"digest\":\"" + IMAGE
                            + "\",\"size\":5},\"annotations\":{\"a\":\"b\"}}")
                    .getBytes(StandardCharsets.UTF_8));

    private static String entry(String name, String type) {
        return "{\"mediaType\":\"m\",\"digest\":\"" + digest(name) + "\",\"size\":1,\"artifactType\":\"" + type + "\"}";
    }

    private static String index(String... entries) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":["
                + String.join(",", entries) + "]}";
    }

    private FakeRegistry listed(String body, String... link) {
        String[] headers = new String[2 + link.length];
        headers[0] = "Content-Type";
        headers[1] = MediaTypes.OCI_INDEX;
        System.arraycopy(link, 0, headers, 2, link.length);
        return fake.answer(200, body, headers);
    }

    @Test
    void readsAllPagesAndFilters() throws Exception {
        listed(index(entry("1", SIGNATURE), entry("2", "sbom")), "Link", "</v2/app/referrers/x?page=2>; rel=\"next\"");
        listed(index(entry("3", SIGNATURE)));
        assertThat(fake.app().referrers(IMAGE, SIGNATURE))
                .extracting(Descriptor::digest)
                .containsExactly(digest("1"), digest("3"));
        assertThat(fake.http.lines())
                .containsExactly(
                        "GET /v2/app/referrers/" + IMAGE + "?artifactType=application%2Fvnd.cncf.notary.signature",
                        "GET /v2/app/referrers/x?page=2");
    }

    @Test
    void stopsAtAListThatDoesNotEnd() {
        listed(index(), "Link", "</v2/app/referrers/x?page=2>; rel=\"next\"");
        listed(index(), "Link", "</v2/app/referrers/x?page=2>; rel=\"next\"");
        assertThatThrownBy(() -> fake.app().referrers(IMAGE, "")).hasMessageContaining("does not end");
    }

    @Test
    void readsTheTagWhereTheRegistryHasNoList() throws Exception {
        fake.answer(404, "404 page not found", "Content-Type", "text/plain");
        listed(index(entry("1", SIGNATURE), entry("2", "sbom")));
        assertThat(fake.app().referrers(IMAGE, SIGNATURE)).hasSize(1);
        assertThat(fake.http.lines()).last().isEqualTo("GET /v2/app/manifests/" + TAG);
    }

    @Test
    void takesAnotherContentTypeForNoList() throws Exception {
        fake.answer(200, "<html>", "Content-Type", "text/html").answer(404, "");
        assertThat(fake.app().referrers(IMAGE, SIGNATURE)).isEmpty();
    }

    @Test
    void doesNotTakeAMissingRepositoryForAMissingList() {
        fake.answer(404, "{\"errors\":[{\"code\":\"NAME_UNKNOWN\"}]}");
        assertThatThrownBy(() -> fake.app().referrers(IMAGE, SIGNATURE))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo("NAME_UNKNOWN"));
    }

    @Test
    void leavesTheListToARegistryThatKeepsIt() throws Exception {
        fake.answer(201, "", "OCI-Subject", IMAGE);
        assertThat(new ReferrerPush(fake.app(), signature).advance(new MemoryJournal()))
                .isEmpty();
        assertThat(fake.http.lines()).containsExactly("PUT /v2/app/manifests/" + signature.digest());
    }

    @Test
    void addsToTheTagAndLooksTwiceMore() throws Exception {
        ReferrerPush push = new ReferrerPush(fake.app(), signature);
        MemoryJournal journal = new MemoryJournal();
        fake.answer(201, "");
        assertThat(push.advance(journal)).contains(Duration.ZERO);
        listed(index(entry("1", SIGNATURE))).answer(201, "");
        assertThat(push.advance(journal.reopen()).orElseThrow())
                .isBetween(Duration.ofMillis(50), Duration.ofMillis(500));
        String written = fake.http.last().body();
        assertThat(fake.http.last().url()).endsWith("/v2/app/manifests/" + TAG);
        assertThat(written).contains(digest("1"), signature.digest(), "\"annotations\":{\"a\":\"b\"}", SIGNATURE);
        MemoryJournal later = journal.reopen();
        listed(written);
        assertThat(push.advance(later)).contains(ReferrerPush.SETTLED);
        fake.now = fake.now.plus(ReferrerPush.SETTLED);
        listed(written);
        assertThat(push.advance(later.reopen())).isEmpty();
        assertThat(fake.gate.writes()).hasSize(2);
    }

    @Test
    void addsAgainWhatAnotherWriterLost() throws Exception {
        ReferrerPush push = new ReferrerPush(fake.app(), signature);
        MemoryJournal journal = new MemoryJournal();
        fake.answer(201, "");
        push.advance(journal);
        fake.answer(404, "").answer(201, "");
        push.advance(journal);
        listed(fake.http.last().body());
        assertThat(push.advance(journal)).contains(ReferrerPush.SETTLED);
        fake.now = fake.now.plus(ReferrerPush.SETTLED);
        listed(index(entry("other", SIGNATURE))).answer(201, "");
        assertThat(push.advance(journal)).isPresent();
        assertThat(fake.http.last().body()).contains(digest("other"), signature.digest());
        listed(fake.http.last().body());
        assertThat(push.advance(journal)).contains(ReferrerPush.SETTLED);
    }

    @Test
    void addsNothingTwice() throws Exception {
        ReferrerPush push = new ReferrerPush(fake.app(), signature);
        MemoryJournal journal = new MemoryJournal();
        fake.answer(201, "");
        push.advance(journal);
        listed(index(signature.referrer().json().toString()));
        assertThat(push.advance(journal)).contains(ReferrerPush.SETTLED);
        assertThat(fake.gate.writes()).hasSize(1);
    }

    @Test
    void refusesATagThatIsSomethingElse() throws Exception {
        ReferrerPush push = new ReferrerPush(fake.app(), signature);
        MemoryJournal journal = new MemoryJournal();
        fake.answer(201, "");
        push.advance(journal);
        fake.answer(200, "{}", "Content-Type", MediaTypes.OCI_MANIFEST);
        assertThatThrownBy(() -> push.advance(journal)).hasMessageContaining(TAG);
    }
}
