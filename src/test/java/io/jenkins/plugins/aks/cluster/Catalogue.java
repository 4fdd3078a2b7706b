package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the fake service offers: providers, a group, versions, sizes and quotas; a test changes what it is about. */
final class Catalogue {
    static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
    static final String ROOT = "/subscriptions/" + SUBSCRIPTION;
    static final String GROUP = ROOT + "/resourceGroups/myResourceGroup";
    static final String CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/myAKSCluster";

    private final Map<String, ObjectNode> answers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ArrayNode versions;
    private final ArrayNode sizes;
    private final ArrayNode usages;

    Catalogue() {
        for (String name : new String[] {"Microsoft.ContainerService", "Microsoft.Compute", "Microsoft.Network"}) {
            answers.put(ROOT + "/providers/" + name, Models.object().put("registrationState", "Registered"));
        }
        ObjectNode type = provider("Microsoft.ContainerService")
                .putArray("resourceTypes")
                .addObject()
                .put("resourceType", "managedClusters");
        type.putArray("locations").add("West Europe").add("East US");
        answers.put(GROUP, Models.object().put("location", "westeurope"));
        versions =
                list(ROOT + "/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions", "values");
        sizes = list(ROOT + "/providers/Microsoft.Compute/skus", "value");
        usages = list(ROOT + "/providers/Microsoft.Compute/locations/westeurope/usages", "value");
        version("1.33", false, false, "AKSLongTermSupport")
                .putObject("1.33.9")
                .putArray("upgrades")
                .add("1.34.4");
        ObjectNode old = version("1.34", false, false, "KubernetesOfficial", "AKSLongTermSupport");
        old.putObject("1.34.2").putArray("upgrades").add("1.34.4").add("1.35.1");
        old.putObject("1.34.4").putArray("upgrades").add("1.35.1");
        version("1.35", true, false, "KubernetesOfficial")
                .putObject("1.35.1")
                .putArray("upgrades")
                .add("1.36.0");
        version("1.36", false, false, "KubernetesOfficial").putObject("1.36.0").putArray("upgrades");
        version("1.37", false, true, "KubernetesOfficial").putObject("1.37.0").putArray("upgrades");
        size("Standard_D2s_v5", "standardDSv5Family", 2, 8, "1", "2", "3");
        size("Standard_D4s_v5", "standardDSv5Family", 4, 16, "1", "2", "3");
        size("Standard_DS2_v2", "standardDSv2Family", 2, 7, "1", "2", "3");
        size("Standard_D4s_v3", "standardDSv3Family", 4, 16, "1", "2");
        size("Standard_B4ms", "standardBSFamily", 4, 16, "1", "2", "3");
        usage("cores", "Total Regional vCPUs", 10, 100);
        usage("standardDSv5Family", "Standard DSv5 Family vCPUs", 0, 50);
        usage("standardDSv3Family", "Standard DSv3 Family vCPUs", 0, 50);
        usage("standardDSv2Family", "Standard DSv2 Family vCPUs", 0, 10);
    }

    Optional<ObjectNode> find(String path) {
        return Optional.ofNullable(answers.get(path.contains("?") ? path.substring(0, path.indexOf('?')) : path));
    }

    ObjectNode provider(String name) {
        return answers.get(ROOT + "/providers/" + name);
    }

    void register(String path) {
        answers.get(path).put("registrationState", "Registering");
    }

    void removeGroup() {
        answers.remove(GROUP);
    }

    ObjectNode group() {
        return answers.get(GROUP);
    }

    /** @return the version's patches */
    ObjectNode version(String name, boolean isDefault, boolean preview, String... plans) {
        ObjectNode version = versions.addObject().put("version", name);
        version.put("isDefault", isDefault).put("isPreview", preview);
        ArrayNode supported = version.putObject("capabilities").putArray("supportPlan");
        for (String plan : plans) {
            supported.add(plan);
        }
        return version.putObject("patchVersions");
    }

    ArrayNode versions() {
        return versions;
    }

    ObjectNode size(String name, String family, int vCpus, int memory, String... zones) {
        ObjectNode size = sizes.addObject().put("resourceType", "virtualMachines");
        size.put("name", name).put("family", family);
        ObjectNode info = size.putArray("locationInfo").addObject().put("location", "westeurope");
        ArrayNode list = info.putArray("zones");
        for (String zone : zones) {
            list.add(zone);
        }
        size.putArray("restrictions");
        ArrayNode capabilities = size.putArray("capabilities");
        capabilities.addObject().put("name", "vCPUs").put("value", Integer.toString(vCpus));
        capabilities.addObject().put("name", "MemoryGB").put("value", Integer.toString(memory));
        capabilities.addObject().put("name", "PremiumIO").put("value", "True");
        return size;
    }

    void removeSize(String name) {
        for (int i = sizes.size() - 1; i >= 0; i--) {
            if (sizes.get(i).path("name").asText().equals(name)) {
                sizes.remove(i);
            }
        }
    }

    ObjectNode size(String name) {
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i).path("name").asText().equals(name)) {
                return (ObjectNode) sizes.get(i);
            }
        }
        throw new IllegalArgumentException(name);
    }

    void usage(String name, String label, int used, int limit) {
        for (int i = usages.size() - 1; i >= 0; i--) {
            if (usages.get(i).at("/name/value").asText().equals(name)) {
                usages.remove(i);
            }
        }
        ObjectNode usage = usages.addObject().put("currentValue", used).put("limit", limit);
        usage.putObject("name").put("value", name).put("localizedValue", label);
    }

    /** What the service adds to a cluster. */
    static void fillIn(ObjectNode cluster) {
        ObjectNode properties = cluster.withObject("/properties");
        String asked = properties.path("kubernetesVersion").asText("1.35");
        properties.put("currentKubernetesVersion", asked.matches("\\d+\\.\\d+") ? asked + ".4" : asked);
        properties.put("fqdn", "my-dns.hcp.westeurope.azmk8s.io");
        properties.put("nodeResourceGroup", "MC_myResourceGroup_myAKSCluster_westeurope");
        properties.putObject("powerState").put("code", "Running");
        properties.putObject("servicePrincipalProfile").put("clientId", "msi");
        properties.putObject("identityProfile").putObject("kubeletidentity").put("objectId", "kubelet-object");
        cluster.withObject("/identity").put("principalId", "principal");
    }

    private ArrayNode list(String path, String name) {
        answers.put(path, Models.object());
        return answers.get(path).putArray(name);
    }
}
