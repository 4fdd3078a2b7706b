package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.InnerCalls;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.mesh.CaBundle;
import io.jenkins.plugins.aks.sandbox.secrets.MountTrouble;
import io.jenkins.plugins.aks.sandbox.secrets.MountedFiles;
import io.jenkins.plugins.aks.sandbox.secrets.SecretsProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The add-on azure-keyvault-secrets-provider: its pods, its kind SecretProviderClass, and the volumes of pods that name one.
 * What is in a volume follows the vault only where the add-on's rotation is on.
 */
final class SecretsDriver implements Controller {
    static final String NAME = "secrets-store.csi.k8s.io";

    private static final String GROUP = "secrets-store.csi.x-k8s.io";
    private static final String KIND = "SecretProviderClass";
    private static final Duration FIRST_RETRY = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 3;
    private static final ResourceType DAEMON_SET = BuiltInTypes.kind("DaemonSet");

    /** A volume that could not be mounted. */
    private record Failure(String why, Instant again, int count) {}

    private final ControlPlane plane;
    private final ResourceTypes types;
    private final Store store;
    private final Desired desired;
    private final MountedFiles mounted;
    private final Map<String, Failure> failures = new HashMap<>();
    private BiPredicate<ObjectNode, Map<String, String>> rotated = (pod, files) -> true;
    private Instant nextLook = Instant.MIN;

    SecretsDriver(ControlPlane plane, ResourceTypes types, Store store, Desired desired) {
        this.plane = plane;
        this.types = types;
        this.store = store;
        this.desired = desired;
        this.mounted = new MountedFiles(store, desired.key());
    }

    /** Hears of pods whose files have become others, and says whether what reads them takes them. */
    void onRotation(BiPredicate<ObjectNode, Map<String, String>> listener) {
        rotated = listener;
    }

    void forget(JsonNode pod) {
        mounted.forget(Meta.uid(pod));
        failures.keySet().removeIf(key -> key.startsWith(Meta.uid(pod)));
    }

    private JsonNode addon() {
        for (Map.Entry<String, JsonNode> each :
                Json.at(desired.cluster(), "properties", "addonProfiles").properties()) {
            if (each.getKey().equalsIgnoreCase("azureKeyvaultSecretsProvider")
                    && each.getValue().path("enabled").asBoolean()) {
                return each.getValue();
            }
        }
        return Json.object();
    }

    @Override
    public void reconcile() {
        boolean on = addon().path("enabled").asBoolean();
        daemonSet(on, "aks-secrets-store-csi-driver", "secrets-store-csi-driver", "secrets-store/driver:v1.5.3");
        daemonSet(
                on,
                "aks-secrets-store-provider-azure",
                "secrets-store-provider-azure",
                "azure/secrets-store/provider-azure:v1.7.1");
        if (on) {
            ObjectNode described = Json.object().put("kind", KIND).put("group", GROUP);
            described.put("plural", "secretproviderclasses");
            Json.child(described, "schema").put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
            Definitions.ensure(plane, Definitions.of(described, "Namespaced", List.of("v1")));
            rotate();
        }
    }

    private void daemonSet(boolean on, String name, String app, String image) {
        Optional<ObjectNode> found = plane.get(DAEMON_SET, "kube-system", name);
        if (!on) {
            found.ifPresent(set -> plane.delete(DAEMON_SET, set));
        } else if (found.isEmpty()) {
            ObjectNode set = Json.object().put("kind", "DaemonSet").put("apiVersion", "apps/v1");
            Meta.of(set).put("name", name).put("namespace", "kube-system");
            Json.child(set, "metadata", "labels").put("kubernetes.azure.com/managedby", "aks");
            Json.child(set, "spec", "selector", "matchLabels").put("app", app);
            Json.child(set, "spec", "template", "metadata", "labels").put("app", app);
            ObjectNode spec = Json.child(set, "spec", "template", "spec");
            spec.putArray("containers").addObject().put("name", app).put("image", "mcr.microsoft.com/oss/v2/" + image);
            spec.putArray("tolerations").addObject().put("operator", "Exists");
            plane.create(DAEMON_SET, set);
        }
    }

    /** Has a SecretProviderClass for the authority that the mesh plugs in, while the kind is served. */
    void provide(String namespace, String name, JsonNode plugin) {
        Optional<ResourceType> type = types.ofKind(GROUP + "/v1", KIND);
        if (type.isEmpty()) {
            return;
        }
        String vault = Json.text(plugin, "keyVaultId");
        ObjectNode provider = plane.get(type.get(), namespace, name)
                .orElseGet(() -> Json.object().put("kind", KIND).put("apiVersion", GROUP + "/v1"));
        boolean fresh = Meta.name(provider).isEmpty();
        Meta.of(provider).put("name", name).put("namespace", namespace);
        ObjectNode parameters = Json.child(provider, "spec", "parameters");
        Json.child(provider, "spec").put("provider", "azure");
        parameters
                .put("keyvaultName", vault.substring(vault.lastIndexOf('/') + 1))
                .put("useVMManagedIdentity", "true")
                .put("userAssignedIdentityID", Json.text(addon(), "identity", "clientId"))
                .put(
                        "objects",
                        "array:\n" + object(plugin, "rootCertObjectName", CaBundle.ROOT)
                                + object(plugin, "certObjectName", CaBundle.CERT)
                                + object(plugin, "keyObjectName", CaBundle.KEY)
                                + object(plugin, "certChainObjectName", CaBundle.CHAIN));
        if (fresh) {
            plane.create(type.get(), provider);
        } else {
            plane.save(type.get(), provider);
        }
    }

    private static String object(JsonNode plugin, String field, String alias) {
        return "  - |\n    objectName: " + Json.text(plugin, field) + "\n    objectType: secret\n    objectAlias: "
                + alias + "\n";
    }

    /**
     * Mounts the volumes of a pod that starts.
     *
     * @return what is in the way
     */
    Optional<String> mount(JsonNode pod) {
        for (JsonNode volume : Json.at(pod, "spec", "volumes")) {
            if (isOurs(volume)) {
                Optional<String> trouble = mount(pod, volume);
                if (trouble.isPresent()) {
                    return trouble;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOurs(JsonNode volume) {
        return Json.text(volume, "csi", "driver").equals(NAME);
    }

    private Optional<String> mount(JsonNode pod, JsonNode volume) {
        String key = Meta.uid(pod) + "/" + Json.text(volume, "name");
        Failure before = failures.get(key);
        if (before != null && !plane.reached(before.again())) {
            return Optional.of(before.why());
        }
        try {
            fetch(pod, volume);
            failures.remove(key);
            return Optional.empty();
        } catch (MountTrouble e) {
            int count = before == null ? 0 : Math.min(MOST_DOUBLINGS, before.count() + 1);
            Instant again = present().plus(plane.delays().real().apply(FIRST_RETRY.multipliedBy(1L << count)));
            String why = "MountVolume.SetUp failed for volume \"" + Json.text(volume, "name") + "\" : rpc error: code ="
                    + " Unknown desc = failed to mount secrets store objects for pod " + Meta.namespace(pod) + "/"
                    + Meta.name(pod) + ", err: rpc error: code = Unknown desc = failed to mount objects, error: "
                    + e.getMessage();
            failures.put(key, new Failure(why, again, count));
            plane.reached(again);
            return Optional.of(why);
        }
    }

    /** Whatever moment of the past the cluster is catching up with: the vault tells what is in it now. */
    private Instant present() {
        return InnerCalls.sandboxOf(store).map(sandbox -> sandbox.clock().now()).orElseGet(plane::now);
    }

    /** @return the files, where they are others than before */
    private Optional<Map<String, String>> fetch(JsonNode pod, JsonNode volume) throws MountTrouble {
        JsonNode addon = addon();
        Optional<Sandbox> sandbox = InnerCalls.sandboxOf(store);
        if (!addon.path("enabled").asBoolean() || sandbox.isEmpty()) {
            throw new MountTrouble("driver name " + NAME + " not found in the list of registered CSI drivers");
        }
        String name = Json.text(volume, "csi", "volumeAttributes", "secretProviderClass");
        JsonNode provider = types.ofKind(GROUP + "/v1", KIND)
                .flatMap(type -> plane.get(type, Meta.namespace(pod), name))
                .orElseThrow(() -> new MountTrouble("failed to get secretproviderclass " + Meta.namespace(pod) + "/"
                        + name + ", error: SecretProviderClass." + GROUP + " \"" + name + "\" not found"));
        Map<String, String> files = new SecretsProvider(sandbox.get(), Json.at(provider, "spec", "parameters"))
                .fetch(addon.path("identity"));
        boolean changed = mounted.keep(sandbox.get(), Meta.uid(pod), Json.text(volume, "name"), files);
        return changed ? Optional.of(files) : Optional.empty();
    }

    private void rotate() {
        JsonNode config = addon().path("config");
        if (!Json.text(config, "enableSecretRotation").equals("true") || !plane.reached(nextLook)) {
            return;
        }
        boolean any = false;
        for (ObjectNode pod : plane.list(ControlPlane.PODS)) {
            if (!Json.text(pod, "status", "phase").equals("Running") || Meta.deleting(pod)) {
                continue;
            }
            for (JsonNode volume : Json.at(pod, "spec", "volumes")) {
                any |= isOurs(volume);
                if (isOurs(volume)) {
                    rotate(pod, volume);
                }
            }
        }
        nextLook = present().plus(plane.delays().real().apply(interval(Json.text(config, "rotationPollInterval"))));
        if (any) {
            plane.reached(nextLook);
        }
    }

    private void rotate(ObjectNode pod, JsonNode volume) {
        try {
            String name = Json.text(volume, "name");
            Map<String, String> before = mounted.used(Meta.uid(pod), name).orElse(Map.of());
            Optional<Map<String, String>> files = fetch(pod, volume);
            if (files.isPresent() && !rotated.test(pod, files.get())) {
                mounted.hold(InnerCalls.sandboxOf(store).orElseThrow(), Meta.uid(pod), name, before);
            }
        } catch (MountTrouble e) {
            plane.events()
                    .warningOnce(
                            "csi-secrets-store-rotation",
                            pod,
                            "MountRotationFailed",
                            "provider mount err: " + e.getMessage());
        }
    }

    /** As Go writes it: {@code 2m}, {@code 1h30m}. */
    private static Duration interval(String text) {
        return text.matches("(\\d+[hms])+")
                ? Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT))
                : Duration.ofMinutes(2);
    }
}
