package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.check.CheckEnd;
import io.jenkins.plugins.aks.check.CheckReport;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is served by a Service of the mesh, and with which certificate (W068 to W077). What the clients saw is recorded before
 * they are deleted, so that nothing is done twice.
 */
final class CheckMesh {
    private static final String POLICY = "policy";
    private static final String ROOT = "root";
    private static final String PROOF = "proof";
    private static final String REPORT = "report";

    private final MeshCheckSpec spec;
    private final CheckEnd end;

    private MeshProof proof;

    private CheckMesh(MeshCheckSpec spec, CheckEnd end) {
        this.spec = spec;
        this.end = end;
    }

    static Operation<AksSession> of(MeshCheckSpec spec, CheckEnd end) {
        return new CheckMesh(spec, end).sequence();
    }

    private Operation<AksSession> sequence() {
        return Sequence.<AksSession>named()
                .then(POLICY, new PeerPolicy(spec))
                .thenFrom(ROOT, results -> new ProofRoot(spec, text(results, POLICY, PeerPolicy.MODE)))
                .thenFrom(PROOF, this::proof)
                .then(
                        "clean-up",
                        new ClientsGone(spec.clusterId(), new MeshClients(spec.outsideClient(), spec.insideClient())))
                .thenFrom(REPORT, results -> (session, journal) -> Turn.done(report(session, results)))
                .returning(this::result)
                .build();
    }

    /** The same one in each turn, since it knows which requests are under way. */
    private MeshProof proof(Map<String, Map<String, Object>> results) {
        if (proof == null) {
            proof = new MeshProof(
                    spec,
                    ((Number) results.get(POLICY).get(PeerPolicy.PORT)).intValue(),
                    text(results, POLICY, PeerPolicy.MODE),
                    CaPem.certificates(text(results, ROOT, ProofRoot.PEM)));
        }
        return proof;
    }

    private static String text(Map<String, Map<String, Object>> results, String phase, String key) {
        return String.valueOf(results.get(phase).getOrDefault(key, ""));
    }

    private Map<String, Object> report(AksSession session, Map<String, Map<String, Object>> results) throws Exception {
        CheckReport report = new CheckReport(
                spec.title(), MeshVerdicts.read(results.get(PROOF).get(MeshVerdicts.RESULTS)));
        return end.settle(
                report,
                session.clock().instant(),
                session.log(),
                (path, text) -> session.workspace().write("junit", path, text),
                session::unstable);
    }

    private Map<String, Object> result(Map<String, Map<String, Object>> results) {
        Map<String, Object> result = new LinkedHashMap<>(results.get(REPORT));
        result.put(PeerPolicy.MODE, results.get(POLICY).get(PeerPolicy.MODE));
        result.put("changed", results.get(POLICY).get("changed"));
        return result;
    }
}
