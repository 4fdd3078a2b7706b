package io.jenkins.plugins.aks.sandbox.containerservice;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceRoutesTest extends ClusterTestBase {

    private static final String SUNDAY =
            "{'properties':{'timeInWeek':[{'day':'Sunday','hourSlots':[1]}],'notAllowedTime':[]}}";

    private String configuration(String name) {
        return cluster() + "/maintenanceConfigurations/" + name;
    }

    private static String window(String schedule, String hours, String start) {
        return "{'properties':{'maintenanceWindow':{'schedule':" + schedule + ",'durationHours':" + hours
                + ",'startTime':'" + start + "'}}}";
    }

    @Test
    void isMadeShownListedAndDeleted() {
        createAndWait();
        assertThat(cloud.get(cluster() + "/maintenanceConfigurations", AKS).at("/value"))
                .isEmpty();
        assertThat(cloud.get(configuration("default"), AKS).status()).isEqualTo(404);

        assertThat(cloud.put(configuration("default"), AKS, SUNDAY).status()).isEqualTo(201);
        assertThat(cloud.put(configuration("default"), AKS, SUNDAY).status()).isEqualTo(200);

        Answer shown = cloud.get(configuration("default"), AKS);
        assertThat(shown.text("/properties/timeInWeek/0/day")).isEqualTo("Sunday");
        assertThat(shown.text("/type"))
                .isEqualTo("Microsoft.ContainerService/managedClusters/maintenanceConfigurations");
        assertThat(cloud.get(cluster() + "/maintenanceConfigurations", AKS).text("/value/0/name"))
                .isEqualTo("default");
        assertThat(cloud.delete(configuration("default"), AKS).status()).isEqualTo(200);
        assertThat(cloud.delete(configuration("default"), AKS).status()).isEqualTo(204);
    }

    @Test
    void goesWithItsCluster() {
        createAndWait();
        cloud.put(configuration("default"), AKS, SUNDAY);
        cloud.delete(cluster(), AKS);
        cloud.pass(Duration.ofMinutes(10));
        createAndWait();

        assertThat(cloud.get(configuration("default"), AKS).status()).isEqualTo(404);
    }

    @Test
    void needsACluster() {
        assertThat(cloud.put(configuration("default"), AKS, SUNDAY).status()).isEqualTo(404);
    }

    @Test
    void namesAndShapesAreChecked() {
        createAndWait();
        assertThat(cloud.put(configuration("weekend"), AKS, SUNDAY).text("/error/target"))
                .isEqualTo("name");
        assertThat(cloud.put(configuration("aksManagedAutoUpgradeSchedule"), AKS, SUNDAY)
                        .text("/error/target"))
                .isEqualTo("timeInWeek");
        assertThat(cloud.put(configuration("default"), AKS, "{'properties':{}}").text("/error/target"))
                .isEqualTo("properties");
        assertThat(cloud.put(configuration("default"), AKS, "{'properties':{'weekly':1}}")
                        .text("/error/message"))
                .contains("properties.weekly");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'daily':{'intervalDays':1}}; 4; 01:00; schedule",
                "{'weekly':{'intervalWeeks':5,'dayOfWeek':'Sunday'}}; 4; 01:00; intervalWeeks",
                "{'weekly':{'intervalWeeks':1}}; 4; 01:00; dayOfWeek",
                "{'weekly':{'intervalWeeks':1,'dayOfWeek':'Sunday'}}; 3; 01:00; durationHours",
                "{'weekly':{'intervalWeeks':1,'dayOfWeek':'Sunday'}}; 4; 1:00; startTime",
                "{'absoluteMonthly':{'intervalMonths':1,'dayOfMonth':32}}; 4; 01:00; dayOfMonth",
                "{'daily':{'intervalDays':1},'weekly':{'intervalWeeks':1,'dayOfWeek':'Sunday'}}; 4; 01:00; schedule",
            },
            quoteCharacter = '"')
    void windowsAreChecked(String schedule, String hours, String start, String target) {
        createAndWait();
        Answer refused = cloud.put(configuration("aksManagedAutoUpgradeSchedule"), AKS, window(schedule, hours, start));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("InvalidMaintenanceConfiguration");
        assertThat(refused.text("/error/target")).isEqualTo(target);
    }
}
