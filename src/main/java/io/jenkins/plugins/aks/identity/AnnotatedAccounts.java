package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.kubernetes.ManifestApply;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The service accounts with the client id of their identity; made where they do not exist, else only annotated. */
final class AnnotatedAccounts implements Operation<AksSession> {
    private final FederationSpec spec;
    private final String clientId;

    AnnotatedAccounts(FederationSpec spec, String clientId) {
        this.spec = spec;
        this.clientId = clientId;
    }

    /** Applies in one turn: what is applied already is found so when the turn is taken again. */
    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        ManifestApply apply = new ManifestApply(new ApplyOptions("", true, false, false));
        apply.prepare(manifests(), new ApiReader(client));
        Optional<Turn> turn = apply.advance(client, journal, session.log());
        while (turn.isPresent()) {
            turn = apply.advance(client, journal, session.log());
        }
        return Turn.done(apply.result(journal, session.log()));
    }

    private List<ManifestObject> manifests() {
        List<ManifestObject> objects = new ArrayList<>();
        for (ServiceAccountName account : spec.accounts()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("apiVersion", "v1").put("kind", "ServiceAccount");
            ObjectNode metadata = json.putObject("metadata");
            metadata.put("name", account.name()).put("namespace", account.namespace());
            metadata.putObject("annotations").put(ClusterIdentity.CLIENT_ID, clientId);
            objects.add(new ManifestObject(json, "federateIdentity"));
        }
        return objects;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("the service accounts may have been annotated");
    }
}
