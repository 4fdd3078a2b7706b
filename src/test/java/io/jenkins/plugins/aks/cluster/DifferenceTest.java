package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service writes in its own way is no difference; what it leaves out means its default. */
class DifferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'location':'West Europe'} | {'location':'westeurope'}",
                "{} | {'sku':{'tier':'Free'}}",
                "{'sku':{'tier':'standard'}} | {'sku':{'tier':'Standard'}}",
                "{} | {'properties':{'supportPlan':'KubernetesOfficial'}}",
                "{} | {'properties':{'networkProfile':{'networkDataplane':'azure','networkPolicy':'none'}}}",
                "{'tags':{'Team':'a','more':'b'}} | {'tags':{'team':'a'}}",
                "{'properties':{'apiServerAccessProfile':{'authorizedIPRanges':['203.0.113.7/32','10.0.0.0/8']}}}"
                        + " | {'properties':{'apiServerAccessProfile':{'authorizedIPRanges':['10.0.0.0/8','203.0.113.7']}}}",
                "{'properties':{'aadProfile':{'adminGroupObjectIDs':['AB']}}}"
                        + " | {'properties':{'aadProfile':{'adminGroupObjectIDs':['ab']}}}",
            })
    void isNoDifferenceOfClusters(String existing, String given) throws Exception {
        assertThat(Difference.between(json(existing), json(given), Leaves.CLUSTER))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'osSKU':'AzureLinux3'} | {'osSKU':'AzureLinux'} | 0",
                "{'osSKU':'AzureLinux'} | {'osSKU':'AzureLinux3'} | 1",
                "{'osSKU':'AzureLinuxOSGuard'} | {'osSKU':'AzureLinux'} | 1",
                "{'osSKU':'Ubuntu'} | {'osSKU':'AzureLinux'} | 1",
                "{} | {'securityProfile':{'sshAccess':'LocalUser'}} | 0",
                "{} | {'securityProfile':{'sshAccess':'Disabled'}} | 1",
                "{'availabilityZones':['3','1']} | {'availabilityZones':['1','3']} | 0",
                "{'nodeTaints':['a=b:NoSchedule']} | {'nodeTaints':['A=b:NoSchedule']} | 1",
                "{'nodeLabels':{'kubernetes.azure.com/scalesetpriority':'spot'}} | {'nodeLabels':{}} | 0",
            })
    void differencesOfPools(String existing, String given, int count) throws Exception {
        assertThat(Difference.between(json(existing), json(given), Leaves.POOL)).hasSize(count);
    }

    @Test
    void aChangedTagKeepsTheSpellingOfItsName() throws Exception {
        ObjectNode existing = json("{'tags':{'Team':'a','more':'b'}}");
        List<Difference> found = Difference.between(existing, json("{'tags':{'team':'z'}}"), Leaves.CLUSTER);
        found.forEach(each -> each.applyTo(existing));
        assertThat((JsonNode) existing).isEqualTo(json("{'tags':{'Team':'z','more':'b'}}"));
    }

    @Test
    void aTaintOfTheServiceIsSentOnce() throws Exception {
        ObjectNode existing = json("{'nodeTaints':['kubernetes.azure.com/scalesetpriority=spot:NoSchedule']}");
        ObjectNode given =
                json("{'nodeTaints':['kubernetes.azure.com/scalesetpriority=spot:NoSchedule','a=b:NoSchedule']}");
        Difference.between(existing, given, Leaves.POOL).forEach(each -> each.applyTo(existing));
        assertThat((JsonNode) existing).isEqualTo(given);
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
