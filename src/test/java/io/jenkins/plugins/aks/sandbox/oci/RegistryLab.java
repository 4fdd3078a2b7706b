package io.jenkins.plugins.aks.sandbox.oci;

import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.registry.Descriptor;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.registry.MediaTypes;
import io.jenkins.plugins.aks.registry.Repository;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A sandbox with a registry, for tests. */
public final class RegistryLab implements AutoCloseable {
    public static final String GROUP = "supply";
    public static final String NAME = "labregistry";
    public static final String API = "2023-07-01";

    public final SimulatedCloud cloud;
    public final SandboxSession session;
    public final String id;

    public RegistryLab(Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        cloud.put(cloud.group(GROUP), SimulatedCloud.RESOURCES, "{'location':'eastus'}");
        cloud.post(cloud.subscription() + "/providers/Microsoft.ContainerRegistry/register", SimulatedCloud.RESOURCES);
        cloud.pass(Duration.ofMinutes(3));
        id = cloud.group(GROUP) + "/providers/Microsoft.ContainerRegistry/registries/" + NAME;
        Answer made = cloud.put(id, API, "{'location':'eastus','sku':{'name':'Standard'},'properties':{}}");
        if (made.status() != 201) {
            throw new IllegalStateException("the registry was not made: " + made.body());
        }
        cloud.pass(Duration.ofMinutes(1));
        session = new SandboxSession(cloud);
    }

    /** As image names have it. */
    public String host() {
        return cloud.get(id, API).text("/properties/loginServer");
    }

    public Repository repository(String name) throws Exception {
        return session.registry(host()).repository(name);
    }

    /** Pushes a small image. */
    public static Manifest image(Repository repository, String tag, String content) throws Exception {
        Descriptor config = repository
                .blobs()
                .put("application/vnd.oci.image.config.v1+json", content.getBytes(StandardCharsets.UTF_8));
        Manifest manifest = Manifest.of(
                MediaTypes.OCI_MANIFEST,
                ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":" + config.json()
                                + ",\"layers\":[]}")
                        .getBytes(StandardCharsets.UTF_8));
        repository.put(tag, manifest);
        return manifest;
    }

    @Override
    public void close() {
        session.close();
        cloud.close();
    }
}
