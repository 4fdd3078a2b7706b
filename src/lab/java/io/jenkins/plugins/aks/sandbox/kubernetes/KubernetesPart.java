package io.jenkins.plugins.aks.sandbox.kubernetes;

import io.jenkins.plugins.aks.sandbox.ClusterUser;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxPart;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Puts the Kubernetes API of the clusters into the sandbox, at {@code {url}/k8s/{key}}. */
public final class KubernetesPart implements SandboxPart {

    @Override
    public void install(Sandbox sandbox) {
        Delays delays = new Delays(sandbox.clock()::now, sandbox.clock()::real);
        KubernetesApi api = new KubernetesApi(
                sandbox.store(), delays, (key, bearer, certificate) -> caller(sandbox, key, bearer, certificate));
        sandbox.mount("/k8s", api);
        sandbox.onClusters(api);
        sandbox.onProgress(api::advance);
        WorldProxy world = new WorldProxy(api::views, sandbox::settle, delays.real(), api.executor());
        sandbox.openWorld(world);
        LoadBalancers balancers = new LoadBalancers(
                sandbox.worker(), address -> world.at(address.getAddress().getHostAddress(), address.getPort()));
        sandbox.onClose(balancers::close);
        api.offer(balancers);
    }

    private static Optional<Caller> caller(Sandbox sandbox, String key, String bearer, X509Certificate certificate) {
        Optional<ClusterUser> user = sandbox.clusterAccess().authenticate(key, bearer, certificate);
        return user.map(found -> new Caller(found.name(), found.groups()));
    }
}
