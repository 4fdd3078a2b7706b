package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WithKeyVaultSecretTest extends VaultTestBase {

    @BeforeEach
    void mayRead() throws Exception {
        officer();
    }

    private WithKeyVaultSecretStep step(String name) {
        WithKeyVaultSecretStep step = new WithKeyVaultSecretStep(name);
        step.setVault("first");
        step.setVariable("KEY");
        return step;
    }

    @Test
    void theResultIsSealedAndBecomesAVariable() throws Exception {
        run(set("one", "PASSWORD", "Correct-Horse"));

        Map<String, Object> result = run(step("one"));

        assertThat(result.toString()).doesNotContain("Correct-Horse");
        assertThat(step("one").bodySecrets(result)).containsOnlyKeys("KEY").doesNotContainValue("Correct-Horse");
    }

    @Test
    void anOlderVersionIsReadByItsName() throws Exception {
        Object version = run(set("one", "PASSWORD", "a")).get("version");
        run(set("one", "PASSWORD", "b"));
        WithKeyVaultSecretStep old = step("one");
        old.setVersion(version.toString());

        assertThat(run(old)).isNotEqualTo(run(step("one")));
    }

    @Test
    void anExpiredSecretIsReadWithAWarning() throws Exception {
        KeyVaultSecretStep secret = set("one", "PASSWORD", "a");
        secret.setExpires("2001-01-01");
        run(secret);

        run(step("one"));

        assertThat(session.log).contains("Secret one: it expired on 2001-01-01T00:00:00Z; set a new value.");
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> run(step("none")))
                .hasMessageContaining("name: 'none' was given; allowed: a secret that is in the key vault first");
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        WithKeyVaultSecretStep variable = step("one");
        variable.setVariable("A-B");
        refused("variable: 'A-B' was given", variable);
        WithKeyVaultSecretStep version = step("one");
        version.setVersion("latest");
        refused("version: 'latest' was given", version);
    }

    private void refused(String text, WithKeyVaultSecretStep step) {
        assertThatThrownBy(() -> StepOperations.of(step, FixedScope.of("sub", "lab")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(text);
    }
}
