package io.jenkins.plugins.aks.sandbox.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Azure's provider for the Secrets Store CSI driver: fetches the objects that a SecretProviderClass names from a key vault,
 * as the identity that it names.
 */
public final class SecretsProvider {
    private static final String AUDIENCE = "https://vault.azure.net";

    private final Sandbox sandbox;
    private final JsonNode parameters;

    /** @param parameters of the SecretProviderClass */
    public SecretsProvider(Sandbox sandbox, JsonNode parameters) {
        this.sandbox = sandbox;
        this.parameters = parameters;
    }

    /**
     * @param addonIdentity the identity of the add-on, which is assigned to all nodes
     * @return what the files hold, by their names
     */
    public Map<String, String> fetch(JsonNode addonIdentity) throws MountTrouble {
        Map<String, String> files = new LinkedHashMap<>();
        String token = token(addonIdentity);
        for (Object written : objects()) {
            JsonNode object = Json.from(written instanceof String text ? yaml(text) : written);
            String name = object.path("objectName").asText();
            String alias = object.path("objectAlias").asText(name);
            files.put(alias, secret(token, name));
        }
        return files;
    }

    private Iterable<?> objects() throws MountTrouble {
        Object parsed = yaml(parameters.path("objects").asText());
        if (parsed instanceof Map<?, ?> map && map.get("array") instanceof Iterable<?> list) {
            return list;
        }
        throw new MountTrouble("failed to get objects, error: no array of objects in the SecretProviderClass");
    }

    private static Object yaml(String text) throws MountTrouble {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException e) {
            throw new MountTrouble("failed to yaml unmarshal objects, error: " + e.getMessage());
        }
    }

    private String token(JsonNode addonIdentity) throws MountTrouble {
        String client = parameters.path("userAssignedIdentityID").asText();
        boolean addon = addonIdentity.path("clientId").asText().equalsIgnoreCase(client);
        Optional<JsonNode> identity = addon
                ? Optional.of(addonIdentity)
                : sandbox.principals().byClientId(client).map(found -> found);
        String object = identity.map(found -> found.path("objectId").asText())
                .orElseThrow(() -> new MountTrouble(
                        "failed to acquire token for managed identity: adal: Refresh request failed. Status Code ="
                                + " '400'. Response body:"
                                + " {\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}"));
        long now = sandbox.clock().now().getEpochSecond();
        ObjectNode claims = Json.object()
                .put("aud", AUDIENCE)
                .put("iss", "https://sts.windows.net/" + sandbox.credentials().tenantId() + "/")
                .put("appid", client)
                .put("oid", object)
                .put("tid", sandbox.credentials().tenantId())
                .put("iat", now)
                .put("nbf", now)
                .put("exp", now + 3600);
        return sandbox.tokens().sign(claims);
    }

    private String secret(String token, String name) throws MountTrouble {
        String vault = parameters.path("keyvaultName").asText();
        String failed = "failed to get objectType:secret, objectName:" + name
                + ", objectVersion:: keyvault.BaseClient#GetSecret: Failure ";
        Optional<WebResponse> answer = sandbox.endpointUrl("vault/" + vault.toLowerCase(Locale.ROOT))
                .flatMap(url -> sandbox.inner()
                        .send(
                                "GET",
                                url + "/secrets/" + name + "?api-version=7.4",
                                Map.of("authorization", "Bearer " + token),
                                ""));
        if (answer.isEmpty()) {
            throw new MountTrouble(failed + "sending request: StatusCode=0 -- Original Error: Get https://" + vault
                    + ".vault.azure.net/secrets/" + name + "/?api-version=2016-10-01: dial tcp: lookup " + vault
                    + ".vault.azure.net: no such host");
        }
        JsonNode body = Json.parse(answer.get().body());
        if (answer.get().status() != 200) {
            throw new MountTrouble(failed + "responding to request: StatusCode="
                    + answer.get().status() + " -- Original Error: autorest/azure: Service returned an error. Status="
                    + answer.get().status() + " Code=\""
                    + body.at("/error/code").asText() + "\" Message=\""
                    + body.at("/error/message").asText().replaceAll("\\s+", " ").strip() + "\""
                    + inner(body.at("/error/innererror/code").asText()));
        }
        return body.path("value").asText();
    }

    private static String inner(String code) {
        return code.isEmpty() ? "" : " InnerError={\"code\":\"" + code + "\"}";
    }
}
