package io.jenkins.plugins.aks.sandbox;

import java.util.List;

/** Another application than the lab's own, with the rights that a test gives it. */
public final class Somebody {
    private static final String SECRET = "somebody~secret";

    private final SimulatedCloud cloud;
    private final String clientId;
    private final String objectId;

    private Somebody(SimulatedCloud cloud, String clientId, String objectId) {
        this.cloud = cloud;
        this.clientId = clientId;
        this.objectId = objectId;
    }

    /** @param roles on the whole subscription, at once */
    public static Somebody in(SimulatedCloud cloud, String name, String... roles) {
        Somebody one = new Somebody(
                cloud,
                cloud.sandbox.ids().guid("client of " + name),
                cloud.sandbox.ids().guid("object of " + name));
        var document = Json.object()
                .put("clientId", one.clientId)
                .put("objectId", one.objectId)
                .put("name", name)
                .put("secretHash", Principals.hash(SECRET));
        List.of(roles).forEach(document.putArray("azureRoles")::add);
        cloud.sandbox.principals().put(document);
        return one;
    }

    public String objectId() {
        return objectId;
    }

    public String clientId() {
        return clientId;
    }

    public String secret() {
        return SECRET;
    }

    /** @param scope e.g. {@code https://vault.azure.net/.default} */
    public String token(String scope) {
        return cloud.token(
                        "/" + cloud.sandbox.credentials().tenantId() + "/oauth2/v2.0/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        clientId,
                        "client_secret",
                        SECRET,
                        "scope",
                        scope)
                .text("/access_token");
    }

    public Answer arm(String method, String path, String apiVersion, String body) {
        return cloud.as(token(cloud.sandbox.url() + "/.default"), method, path, apiVersion, body);
    }

    /** @param url of a vault's secret, with its query */
    public Answer vault(String method, String url, String body) {
        return cloud.as(token("https://vault.azure.net/.default"), method, url, "", body);
    }
}
