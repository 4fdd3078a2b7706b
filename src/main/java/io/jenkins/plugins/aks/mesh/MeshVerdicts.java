package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.check.Check;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.check.Verdict;
import io.jenkins.plugins.aks.kubernetes.ExecOutcome;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes verdicts of what clients of a mesh saw, and keeps them as plain values. */
final class MeshVerdicts {
    static final String RESULTS = "results";

    private static final String OUTSIDE = "client outside the mesh";
    private static final String INSIDE = "client inside the mesh";
    private static final String CERTIFICATE = "certificate of the service";

    private final String mode;
    private final List<X509Certificate> roots;

    MeshVerdicts(String mode, List<X509Certificate> roots) {
        this.mode = mode;
        this.roots = roots;
    }

    boolean isStrict() {
        return mode.equals(MeshCheckSpec.STRICT);
    }

    CheckResult outside(ExecOutcome end) {
        MeshAnswer answer = MeshAnswer.of(end);
        String got = answer.kind().text();
        if (!isStrict()) {
            return served(new Check(OUTSIDE, MeshAnswer.Kind.SERVED.text()), answer);
        }
        Check check = new Check(OUTSIDE, MeshAnswer.Kind.REFUSED.text());
        return switch (answer.kind()) {
            case REFUSED -> new CheckResult(check, Verdict.PASSED, got, answer.said());
            case SERVED -> check.failed(got, answer.said() + " in plain text, so mTLS is not required");
            case NO_NAME -> check.inconclusive(
                    got, answer.said() + ": the name was not found, which says nothing about mTLS");
            case UNREACHABLE -> check.inconclusive(
                    got,
                    answer.said() + ": the connection did not open, which says nothing about mTLS; look at the"
                            + " Service and at network policies");
            case UNCLEAR -> check.inconclusive(got, answer.said());
        };
    }

    CheckResult inside(ExecOutcome end) {
        return served(new Check(INSIDE, MeshAnswer.Kind.SERVED.text()), MeshAnswer.of(end));
    }

    CheckResult insideWithoutProxy(String namespace) {
        return new Check(INSIDE, MeshAnswer.Kind.SERVED.text())
                .failed(
                        "a client without a proxy",
                        "the mesh put no " + ProxyWish.PROXY + " into a new pod of namespace " + namespace
                                + ": bring it into the mesh with meshInject");
    }

    private static CheckResult served(Check check, MeshAnswer answer) {
        String got = answer.kind().text();
        return answer.kind() == MeshAnswer.Kind.SERVED
                ? new CheckResult(check, Verdict.PASSED, got, answer.said())
                : check.failed(got, answer.said());
    }

    /** @param end of a client that shook hands without a certificate of its own, and wrote those that were presented */
    CheckResult certificate(ExecOutcome end) {
        Check check = new Check(
                CERTIFICATE,
                "chains to " + roots.get(0).getSubjectX500Principal().getName());
        List<X509Certificate> presented = CaPem.certificates(end.stdout());
        if (presented.isEmpty()) {
            MeshAnswer answer = MeshAnswer.of(end);
            boolean old = end.stderr().contains("unknown --write-out");
            return old
                    ? check.inconclusive(
                            "no look", "the curl of the image cannot show certificates: take one of 7.88 or later")
                    : answer.kind() == MeshAnswer.Kind.NO_NAME || answer.kind() == MeshAnswer.Kind.UNREACHABLE
                            ? check.inconclusive(answer.kind().text(), answer.said())
                            : check.failed("none presented", answer.said());
        }
        X509Certificate own = presented.get(0);
        String chain = "issued by " + own.getIssuerX500Principal().getName();
        Optional<X509Certificate> root = CaPath.toRoot(own, presented, roots);
        CheckResult result = root.isPresent()
                ? new CheckResult(check, Verdict.PASSED, check.expected(), chain)
                : check.failed(
                        chain,
                        "which does not lead to that root: the workload has a certificate of another CA; restart it if"
                                + " the CA was changed");
        return result.with(Map.of(
                "issuer", own.getIssuerX500Principal().getName(),
                "expires", own.getNotAfter().toInstant().toString()));
    }

    static List<Object> write(List<CheckResult> results) {
        List<Object> plain = new ArrayList<>();
        for (CheckResult result : results) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", result.check().name());
            one.put("expected", result.check().expected());
            one.put("verdict", result.verdict().text());
            one.put("got", result.got());
            one.put("reason", result.reason());
            one.put("details", result.details());
            plain.add(one);
        }
        return plain;
    }

    static List<CheckResult> read(Object plain) {
        List<CheckResult> results = new ArrayList<>();
        for (Object each : (List<?>) plain) {
            Map<?, ?> one = (Map<?, ?>) each;
            Map<String, Object> details = new LinkedHashMap<>();
            ((Map<?, ?>) one.get("details")).forEach((key, value) -> details.put(String.valueOf(key), value));
            results.add(new CheckResult(
                            new Check(String.valueOf(one.get("name")), String.valueOf(one.get("expected"))),
                            Verdict.valueOf(String.valueOf(one.get("verdict")).toUpperCase(Locale.ROOT)),
                            String.valueOf(one.get("got")),
                            String.valueOf(one.get("reason")))
                    .with(details));
        }
        return results;
    }
}
