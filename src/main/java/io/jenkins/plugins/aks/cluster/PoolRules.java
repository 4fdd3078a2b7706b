package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.List;
import java.util.Map;

/** Checks the parameters of pools that can be checked without asking the service, and makes them a spec. */
final class PoolRules {
    private static final int MOST_NODES = 1000;
    private static final int FEWEST_PODS = 10;
    private static final int MOST_PODS = 250;
    private static final String DEFAULT_SYSTEM_POOL = "nodepool1";
    private static final String TAINT = "[A-Za-z0-9][\\w./-]*(=[\\w.-]*)?:(NoSchedule|PreferNoSchedule|NoExecute)";
    private static final String LABEL = "([a-z0-9.-]+/)?[A-Za-z0-9]([\\w.-]{0,61}[A-Za-z0-9])?";
    private static final String[] LINUX = {
        "AzureLinux", "AzureLinux3", "Ubuntu", "Ubuntu2204", "Ubuntu2404", "CBLMariner", "AzureLinuxOSGuard", "Flatcar"
    };

    private static final String SUBNET =
            "(?i)/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+";

    private PoolRules() {}

    /** The pool that a cluster is made with. */
    static PoolSpec systemPool(AksCreateStep step) throws InvalidParameterException {
        String name = step.getNodePoolName() == null ? DEFAULT_SYSTEM_POOL : step.getNodePoolName();
        name("nodePoolName", name);
        Given.between("nodeCount", step.getNodeCount(), 1, MOST_NODES);
        limits(step, 1);
        labels("nodeLabels", step.getNodeLabels());
        taints("nodeTaints", step.getNodeTaints());
        return new PoolSpec(
                name,
                step.getNodeCount(),
                step.getVmSize(),
                null,
                osSku(step),
                ssh(step),
                zones(step),
                null,
                step.getMinCount(),
                step.getMaxCount(),
                step.getMaxPods(),
                step.getNodeLabels(),
                step.getNodeTaints(),
                null,
                null,
                subnet(step),
                null);
    }

    static PoolSpec spec(AksNodePoolStep step) throws InvalidParameterException {
        name("name", step.getName());
        Given.between("count", step.getCount(), 0, MOST_NODES);
        String mode = Given.word("mode", step.getMode(), "User", "System");
        limits(step, "System".equals(mode) ? 1 : 0);
        Boolean autoscaler = autoscaler(step);
        labels("labels", step.getLabels());
        taints("taints", step.getTaints());
        if (step.getTags() != null) {
            Tags.check("tags", step.getTags());
        }
        Given.text(
                "orchestratorVersion",
                step.getOrchestratorVersion(),
                "\\d+\\.\\d+(\\.\\d+)?",
                "a minor version such as '1.35', or a full one such as '1.35.1'");
        if (step.isSpot() && "System".equals(mode)) {
            throw new InvalidParameterException(
                    "spot", true, "false for a system pool", "Leave it out, or give mode: 'User'.");
        }
        return new PoolSpec(
                step.getName(),
                step.getCount(),
                step.getVmSize(),
                mode,
                osSku(step),
                ssh(step),
                zones(step),
                autoscaler,
                step.getMinCount(),
                step.getMaxCount(),
                step.getMaxPods(),
                step.getLabels(),
                step.getTaints(),
                step.getOrchestratorVersion(),
                Given.on(step.isSpot()),
                subnet(step),
                step.getTags());
    }

    static boolean present(String state) throws InvalidParameterException {
        return AksNodePoolStep.PRESENT.equals(Given.word("state", state, AksNodePoolStep.PRESENT, "absent"));
    }

    private static Boolean autoscaler(AksNodePoolStep step) throws InvalidParameterException {
        String word = Given.word("autoscaler", step.getAutoscaler(), "on", "off");
        boolean limits = step.getMinCount() != null;
        if (word != null && word.equals("on") != limits) {
            throw new InvalidParameterException(
                    "autoscaler",
                    word,
                    "'on' with minCount and maxCount, 'off' without them",
                    "Give both limits to switch it on, none to switch it off.");
        }
        return word == null ? null : Boolean.valueOf(word.equals("on"));
    }

    private static void name(String parameter, String name) throws InvalidParameterException {
        String allowed = "1 to 12 lower-case letters and digits, starting with a letter (Linux pools)";
        if (name == null) {
            throw new InvalidParameterException(parameter, null, allowed, "Give the pool a name.");
        }
        Given.text(parameter, name, "[a-z][a-z0-9]{0,11}", allowed);
    }

    private static void limits(NodesStep step, int least) throws InvalidParameterException {
        Given.between("minCount", step.getMinCount(), least, MOST_NODES);
        Given.between("maxCount", step.getMaxCount(), 1, MOST_NODES);
        Given.between("maxPods", step.getMaxPods(), FEWEST_PODS, MOST_PODS);
        boolean one = (step.getMinCount() == null) != (step.getMaxCount() == null);
        if (one || (step.getMinCount() != null && step.getMinCount() > step.getMaxCount())) {
            throw new InvalidParameterException(
                    "minCount",
                    step.getMinCount(),
                    "both minCount and maxCount, the first not above the second, or neither",
                    "maxCount is " + (step.getMaxCount() == null ? "not given" : step.getMaxCount()) + ".");
        }
    }

    private static String osSku(NodesStep step) throws InvalidParameterException {
        return Given.word("osSku", step.getOsSku(), LINUX);
    }

    private static String subnet(NodesStep step) throws InvalidParameterException {
        return Given.text(
                "vnetSubnetId",
                step.getVnetSubnetId(),
                SUBNET,
                "the id of a subnet, /subscriptions/…/virtualNetworks/{network}/subnets/{subnet}");
    }

    private static String ssh(NodesStep step) throws InvalidParameterException {
        return Given.word("sshAccess", step.getSshAccess(), "Disabled", "LocalUser");
    }

    /** An empty list is the same as none. */
    private static List<String> zones(NodesStep step) throws InvalidParameterException {
        if (step.getZones() == null || step.getZones().isEmpty()) {
            return null;
        }
        for (String zone : step.getZones()) {
            Given.text("zones", zone, "\\d", "zones such as ['1', '2', '3']");
        }
        return step.getZones().stream().distinct().sorted().toList();
    }

    private static void taints(String parameter, List<String> taints) throws InvalidParameterException {
        for (String taint : taints == null ? List.<String>of() : taints) {
            Given.text(
                    parameter,
                    taint,
                    TAINT,
                    "key=value:Effect with the effect NoSchedule, PreferNoSchedule or NoExecute, e.g."
                            + " 'CriticalAddonsOnly=true:NoSchedule'");
        }
    }

    private static void labels(String parameter, Map<String, String> labels) throws InvalidParameterException {
        for (Map.Entry<String, String> label :
                labels == null ? Map.<String, String>of().entrySet() : labels.entrySet()) {
            Given.text(
                    parameter, label.getKey(), LABEL, "keys of Kubernetes labels, e.g. 'team' or 'example.com/team'");
            Given.text(
                    parameter,
                    label.getValue(),
                    "([A-Za-z0-9]([\\w.-]{0,61}[A-Za-z0-9])?)?",
                    "values of Kubernetes labels: up to 63 letters, digits and . _ -");
        }
    }
}
