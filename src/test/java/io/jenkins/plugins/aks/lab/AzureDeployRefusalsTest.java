package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code azureDeploy} refuses on the Pipeline's own thread, without a session. */
class AzureDeployRefusalsTest {
    private static final String TEMPLATE = "{\"resources\": [], \"parameters\": {"
            + "\"name\": {\"type\": \"string\", \"minLength\": 3, \"maxLength\": 5},"
            + "\"size\": {\"type\": \"int\", \"defaultValue\": 1, \"minValue\": 1},"
            + "\"sku\": {\"type\": \"string\", \"defaultValue\": \"a\", \"allowedValues\": [\"a\", \"b\"]},"
            + "\"on\": {\"type\": \"bool\", \"defaultValue\": true},"
            + "\"list\": {\"type\": \"array\", \"defaultValue\": []},"
            + "\"map\": {\"type\": \"object\", \"defaultValue\": {}},"
            + "\"secret\": {\"type\": \"secureString\", \"defaultValue\": \"\"}}}";

    private static AzureDeployStep step(String template, Map<String, Object> parameters) {
        AzureDeployStep step = new AzureDeployStep();
        step.setTemplate(template);
        step.setParameters(parameters);
        return step;
    }

    private static void refused(AzureDeployStep step, String... texts) {
        assertThatThrownBy(() -> StepOperations.of(step, FixedScope.of("sub", "lab")))
                .isInstanceOf(InvalidParameterException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(texts));
    }

    private static void parameter(String name, Object value, String... texts) {
        refused(step(TEMPLATE, name.equals("name") ? Map.of(name, value) : Map.of("name", "abc", name, value)), texts);
    }

    @Test
    void parametersThatDoNotFit() {
        refused(step(TEMPLATE, Map.of()), "parameters: nothing was given", "values for name (string)");
        refused(step(TEMPLATE, Map.of("name", "abc", "sizes", 1)), "'sizes' was given", "name, size, sku, on, list");
        parameter("size", "3", "parameters.size: '3' was given", "a whole number, without quotes");
        parameter("size", 0, "a number from 1");
        parameter("name", "ab", "a length from 3 up to 5");
        parameter("name", 7, "allowed: text");
        parameter("sku", "c", "parameters.sku: 'c' was given; allowed: a, b");
        parameter("on", "yes", "true or false, without quotes");
        parameter("list", "a,b", "a list");
        parameter("map", "a", "a map");
    }

    @Test
    void aSecretWrittenAsAPlainValueIsRefusedWithoutShowingIt() {
        AzureDeployStep step = step(TEMPLATE, Map.of("name", "abc", "secret", "hunter2"));
        assertThatThrownBy(() -> StepOperations.of(step, FixedScope.of("sub", "lab")))
                .hasMessageContaining("secureParameters: [secret: 'NAME_OF_THE_VARIABLE']")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
    }

    @Test
    void secureParametersAreNamesOfVariablesForSecureParameters() {
        AzureDeployStep value = step(TEMPLATE, Map.of("name", "abc"));
        value.setSecureParameters(Map.of("secret", "p@ss word"));
        assertThatThrownBy(() -> StepOperations.of(value, FixedScope.of("sub", "lab")))
                .hasMessageContaining("the name of an environment variable")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("p@ss"));
        AzureDeployStep open = step(TEMPLATE, Map.of());
        open.setSecureParameters(Map.of("name", "PASSWORD"));
        refused(open, "The template declares it as string");
        AzureDeployStep twice = step(TEMPLATE, Map.of("name", "abc"));
        twice.setSecureParameters(Map.of("name", "PASSWORD"));
        refused(twice, "each parameter once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"resources\": [}           | It is no JSON at line 1, column 16",
                "{\"a\": 1, \"a\": 2}         | the same name appears twice",
                "{\"resources\": [            | the text ends too early",
                "[]                           | a JSON object",
                "{\"contentVersion\": \"1\"}  | It has no 'resources'",
                "param location string = 'x'  | az bicep build --file main.bicep",
                "resource a 'B.C/d@2023-01-01' = { | az bicep build --file main.bicep",
                "{\"$schema\": \"https://x/2018-05-01/subscriptionDeploymentTemplate.json#\", \"resources\": []} | a template for a resource group",
            })
    void textsThatAreNoTemplate(String text, String why) {
        refused(step(text, Map.of()), why);
    }

    @Test
    void commentsAndLongStringsAreAllowed() throws Exception {
        String text = "/* lab */ {\n// none yet\n\"resources\": [], \"variables\": {\"a\": \"one\ntwo\"}}";
        assertThat(StepOperations.of(step(text, Map.of()), FixedScope.of("sub", "lab")))
                .isInstanceOf(AzureDeploy.class);
    }

    @Test
    void exactlyOneTemplate() {
        refused(new AzureDeployStep(), "file, template, builtin: nothing was given", "builtin: 'lab'");
        AzureDeployStep two = step(TEMPLATE, Map.of());
        two.setBuiltin("lab");
        refused(two, "'template and builtin' was given");
        AzureDeployStep other = new AzureDeployStep();
        other.setBuiltin("labs");
        refused(other, "builtin: 'labs' was given; allowed: lab");
        AzureDeployStep bicep = new AzureDeployStep();
        bicep.setFile("infra/main.bicep");
        refused(bicep, "az bicep build --file infra/main.bicep");
        AzureDeployStep bicepparam = new AzureDeployStep();
        bicepparam.setBuiltin("lab");
        bicepparam.setParametersFile("main.bicepparam");
        refused(bicepparam, "az bicep build-params --file main.bicepparam");
    }

    @Test
    void namesAndModes() {
        AzureDeployStep name = step(TEMPLATE, Map.of("name", "abc"));
        name.setName("a/b");
        refused(name, "name: 'a/b' was given");
        AzureDeployStep mode = step(TEMPLATE, Map.of("name", "abc"));
        mode.setMode("Full");
        refused(mode, "mode: 'Full' was given; allowed: Incremental");
    }

    @Test
    void theBuiltInTemplateChecksItsParameters() {
        AzureDeployStep step = new AzureDeployStep();
        step.setBuiltin("lab");
        step.setParameters(Map.of("registrySku", "Gold"));
        refused(step, "parameters.registrySku: 'Gold' was given; allowed: Basic, Standard, Premium");
    }

    @Test
    void theNameOfADeploymentIsThatOfItsFile() throws Exception {
        assertThat(TemplateSource.of("infra/my lab.json", null, null).defaultName())
                .isEqualTo("my-lab");
        assertThat(TemplateSource.of(null, null, "lab").defaultName()).isEqualTo("lab");
        assertThat(TemplateSource.of(null, "{}", null).defaultName()).isEqualTo("azureDeploy");
    }
}
