package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Turn;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Services in other subscriptions than the cluster's, which the sandbox does not have. */
class MonitoringLookUpTest {
    private static final String CLUSTER =
            "/subscriptions/own/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/demo";
    private static final String WORKSPACE =
            "/subscriptions/far/resourceGroups/x/providers/Microsoft.Monitor/accounts/m";
    private static final String GRAFANA = "/subscriptions/off/resourceGroups/x/providers/Microsoft.Dashboard/grafana/g";
    private static final String LOGS =
            "/subscriptions/log/resourceGroups/x/providers/Microsoft.OperationalInsights/workspaces/l";

    private final List<String> asked = new ArrayList<>();
    private String identity = "SystemAssigned";
    private String registered = "Registered";

    /** Answers GET with what there is, and notes everything else. */
    private Object answer(String method, Object[] given) {
        String path = String.valueOf(given[0]);
        asked.add(method + " " + path);
        ObjectNode body = new ObjectMapper().createObjectNode().put("id", path).put("location", "North Europe");
        if (path.matches(".*/providers/Microsoft\\.[A-Za-z]+")) {
            body.put("registrationState", registered);
        }
        if (path.equals(CLUSTER)) {
            body.putObject("identity").put("type", identity);
        }
        ArmResponse response = new ArmResponse(200, Map.of(), body);
        return switch (method) {
            case "find" -> Optional.of(response);
            case "list" -> List.<JsonNode>of();
            default -> response;
        };
    }

    private Turn turn() throws Exception {
        Arm arm = (Arm) Proxy.newProxyInstance(
                Arm.class.getClassLoader(),
                new Class<?>[] {Arm.class},
                (proxy, method, given) -> answer(method.getName(), given));
        AksMonitoringStep step = new AksMonitoringStep();
        step.setMonitorWorkspace(WORKSPACE);
        step.setGrafana(GRAFANA);
        step.setLogWorkspace(LOGS);
        return step.operation(FixedScope.of("own", "rg")).advance(new OnlyArm(arm), new MemoryJournal());
    }

    private static final class OnlyArm extends MemorySession {
        OnlyArm(Arm arm) {
            super(arm, null);
        }
    }

    @Test
    void eachProviderIsAskedForWhereItsServiceIs() throws Exception {
        turn();

        assertThat(asked)
                .contains(
                        "get /subscriptions/own/providers/Microsoft.AlertsManagement",
                        "get /subscriptions/own/providers/Microsoft.Insights",
                        "get /subscriptions/far/providers/Microsoft.Monitor",
                        "get /subscriptions/far/providers/Microsoft.AlertsManagement",
                        "get /subscriptions/off/providers/Microsoft.Dashboard",
                        "get /subscriptions/log/providers/Microsoft.OperationalInsights",
                        "find " + WORKSPACE,
                        "find " + GRAFANA,
                        "find " + LOGS)
                .doesNotContain("get /subscriptions/own/providers/Microsoft.Monitor")
                .noneMatch(line -> line.startsWith("post"));
    }

    @Test
    void oneThatIsNotRegisteredIsRegisteredAndWaitedFor() throws Exception {
        registered = "NotRegistered";

        assertThat(turn()).isInstanceOfSatisfying(Turn.Again.class, again -> assertThat(again.waitingFor())
                .contains("resource provider Microsoft.AlertsManagement"));
        assertThat(asked.get(asked.size() - 1))
                .isEqualTo("post /subscriptions/own/providers/Microsoft.AlertsManagement/register");
    }

    @Test
    void aClusterWithAServicePrincipalIsRefused() {
        identity = "None";

        assertThatThrownBy(this::turn)
                .hasMessageContaining("cluster demo: monitoring needs a managed identity")
                .hasMessageContaining("az aks update --enable-managed-identity");
    }
}
