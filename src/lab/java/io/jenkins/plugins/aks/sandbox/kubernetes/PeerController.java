package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.mesh.Mesh;
import io.jenkins.plugins.aks.sandbox.mesh.PeerPolicies;
import java.util.ArrayList;
import java.util.List;

/** Has the PeerAuthentications come into force, while a control plane of the mesh is there to tell the proxies. */
final class PeerController implements Controller {
    private final ControlPlane plane;
    private final ResourceTypes types;
    private final Desired desired;
    private final ClusterView view;

    PeerController(ControlPlane plane, ResourceTypes types, Desired desired, ClusterView view) {
        this.plane = plane;
        this.types = types;
        this.desired = desired;
        this.view = view;
    }

    @Override
    public void reconcile() {
        Mesh mesh = new Mesh(view);
        boolean told = MeshProfile.of(desired).revisions().stream()
                .anyMatch(revision -> mesh.authority(revision).isPresent());
        if (!told) {
            return;
        }
        List<ObjectNode> wanted = new ArrayList<>();
        types.ofKind("security.istio.io/v1", "PeerAuthentication").ifPresent(type -> plane.list(type).stream()
                .filter(policy -> !Meta.deleting(policy))
                .forEach(policy -> wanted.add(PeerPolicies.bare(policy))));
        PeerPolicies.enforcement(view)
                .follow(wanted, plane.now(), plane.delays().real().apply(PeerPolicies.PROPAGATION))
                .ifPresent(plane::reached);
    }
}
