package io.jenkins.plugins.aks.identity;

import io.jenkins.plugins.aks.check.CheckReport;
import io.jenkins.plugins.aks.check.CheckResult;
import java.util.ArrayList;
import java.util.List;

/** All links as checks: those before the broken one hold, those after it were not reached. */
final class Chain {
    private Chain() {}

    static CheckReport report(String title, Broken broken) {
        List<CheckResult> results = new ArrayList<>();
        boolean reached = true;
        for (ChainLink link : ChainLink.values()) {
            if (link == broken.link()) {
                results.add(
                        broken.unknown()
                                ? link.check().inconclusive(broken.got(), broken.reason())
                                : link.check().failed(broken.got(), broken.reason()));
                reached = false;
            } else {
                results.add(
                        reached
                                ? link.check().passed("as expected")
                                : link.check().inconclusive("not reached", "a link before it is broken"));
            }
        }
        return new CheckReport(title, results);
    }
}
