package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;

/** Which network settings go together. */
final class NetworkRules {
    private NetworkRules() {}

    static void check(ObjectNode properties) {
        JsonNode network = properties.path("networkProfile");
        String plugin = text(network, "networkPlugin");
        String mode = text(network, "networkPluginMode");
        String dataplane = text(network, "networkDataplane");
        String policy = text(network, "networkPolicy");
        if (mode.equals("overlay") && !plugin.equals("azure")) {
            throw refusal("networkPluginMode", "'overlay' needs networkPlugin 'azure', but it is '" + plugin + "'.");
        }
        if (dataplane.equals("cilium")) {
            checkCilium(properties, plugin, mode, policy);
        } else if (policy.equals("cilium")) {
            throw refusal("networkPolicy", "'cilium' needs networkDataplane 'cilium', but it is '" + dataplane + "'.");
        }
        if (policy.equals("azure") && plugin.equals("kubenet")) {
            throw refusal("networkPolicy", "'azure' needs networkPlugin 'azure', but it is 'kubenet'.");
        }
        checkAdvanced(properties, network, dataplane);
        checkAddresses(network);
    }

    private static void checkCilium(ObjectNode properties, String plugin, String mode, String policy) {
        boolean podSubnet = false;
        for (JsonNode pool : properties.path("agentPoolProfiles")) {
            podSubnet |= pool.has("podSubnetID");
        }
        if (!plugin.equals("azure") || !(mode.equals("overlay") || podSubnet)) {
            throw refusal(
                    "networkDataplane",
                    "'cilium' needs networkPlugin 'azure' with networkPluginMode 'overlay' or pools with a pod subnet,"
                            + " but the plugin is '" + plugin + "' and its mode '" + mode + "'.");
        }
        if (!policy.equals("cilium") && !policy.equals("none")) {
            throw refusal("networkPolicy", "networkDataplane 'cilium' works with 'cilium' only, not '" + policy + "'.");
        }
    }

    private static void checkAdvanced(ObjectNode properties, JsonNode network, String dataplane) {
        JsonNode advanced = network.path("advancedNetworking");
        if (!advanced.path("enabled").asBoolean()) {
            return;
        }
        String version = properties.path("kubernetesVersion").asText();
        if (Versions.minorNumber(version) < 29) {
            throw refusal(
                    "advancedNetworking", "it needs Kubernetes 1.29 or newer, but the version is " + version + ".");
        }
        boolean security = advanced.path("security").path("enabled").asBoolean();
        if (!dataplane.equals("cilium") && security) {
            throw refusal(
                    "advancedNetworking.security",
                    "it needs networkDataplane 'cilium', but it is '" + dataplane + "'.");
        }
    }

    private static void checkAddresses(JsonNode network) {
        String range = network.path("serviceCidr").asText();
        String address = network.path("dnsServiceIP").asText();
        if (!range.matches("\\d+(\\.\\d+){3}/\\d+") || !address.matches("\\d+(\\.\\d+){3}")) {
            throw refusal("serviceCidr", "'" + range + "' with dnsServiceIP '" + address + "' is no IPv4 range.");
        }
        int bits = Integer.parseInt(range.substring(range.indexOf('/') + 1));
        long mask = bits == 0 ? 0 : -1L << (32 - bits);
        long first = number(range.substring(0, range.indexOf('/'))) & mask;
        if ((number(address) & mask) != first || number(address) <= first + 1) {
            throw refusal(
                    "dnsServiceIP",
                    "'" + address + "' must be in serviceCidr '" + range + "' and not one of its first two addresses.");
        }
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    private static String text(JsonNode network, String field) {
        return network.path(field).asText();
    }

    private static ArmRefusal refusal(String field, String why) {
        return ArmRefusal.invalid("networkProfile." + field, why);
    }
}
