package io.jenkins.plugins.aks.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.net.URI;

/** The documents from which clients learn an authority's endpoints. */
final class Discovery {
    private final String url;
    private final String tenantId;

    Discovery(String url, String tenantId) {
        this.url = url;
        this.tenantId = tenantId;
    }

    /** @param tenant a tenant, or {@code adfs}, whose paths have no version */
    ObjectNode configuration(String tenant) {
        boolean adfs = tenant.equalsIgnoreCase("adfs");
        String base = url + "/" + tenant;
        ObjectNode document = Json.object()
                .put("issuer", adfs ? base : url + "/" + tenantId + "/v2.0")
                .put("authorization_endpoint", base + (adfs ? "/oauth2/authorize" : "/oauth2/v2.0/authorize"))
                .put("token_endpoint", base + (adfs ? "/oauth2/token" : "/oauth2/v2.0/token"))
                .put("device_authorization_endpoint", base + (adfs ? "/oauth2/devicecode" : "/oauth2/v2.0/devicecode"))
                .put("jwks_uri", base + (adfs ? "/discovery/keys" : "/discovery/v2.0/keys"))
                .put("tenant_region_scope", "EU");
        document.putArray("token_endpoint_auth_methods_supported")
                .add("client_secret_post")
                .add("private_key_jwt");
        document.putArray("response_types_supported").add("token");
        document.putArray("subject_types_supported").add("pairwise");
        document.putArray("id_token_signing_alg_values_supported").add("RS256");
        document.putArray("scopes_supported").add("openid");
        return document;
    }

    ObjectNode instance() {
        String host = URI.create(url).getAuthority();
        ObjectNode document = Json.object()
                .put("tenant_discovery_endpoint", url + "/" + tenantId + "/v2.0/.well-known/openid-configuration")
                .put("api-version", "1.1");
        document.putArray("metadata")
                .addObject()
                .put("preferred_network", host)
                .put("preferred_cache", host)
                .putArray("aliases")
                .add(host);
        return document;
    }
}
