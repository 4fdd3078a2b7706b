package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubbleObserveTest {
    private static final Map<String, Object> DROPPED =
            Map.of("verdict", "dropped", "from", "world", "to", "pets/store-front");

    private HubbleKit kit;

    @BeforeEach
    void start() {
        kit = new HubbleKit();
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void dropsFromTheWorldAreSeenExpectedAndExplained() throws Exception {
        kit.policy(HubbleKit.CHAOS);

        Map<String, Object> result = kit.run(step -> {
            step.setVerdict(List.of("dropped"));
            step.setNamespace("pets");
            step.setExpect(List.of(DROPPED));
        });

        Map<String, Object> flow = HubbleKit.maps(result.get("flows")).get(0);
        assertThat(flow).containsEntry("verdict", "DROPPED").containsEntry("dropReason", "Policy denied");
        assertThat(flow).containsEntry("port", 8080).containsEntry("direction", "INGRESS");
        assertThat((String) flow.get("destination")).matches("pets/store-front-[a-z0-9-]+:8080");
        assertThat(kit.session.lines)
                .anyMatch(line ->
                        line.matches("Jan +5 [0-9:.]{12}: 203\\.0\\.113\\.24:\\d+ \\(world\\) <> pets/store-front-"
                                + "\\S+:8080 \\(ID:\\d+\\) Policy denied DROPPED \\(TCP Flags: SYN\\)"))
                .anyMatch(line -> line.contains("policy-verdict:none INGRESS DENIED"));
        Map<String, Object> drop = HubbleKit.maps(result.get("drops")).get(0);
        assertThat(drop).containsEntry("policies", List.of("pets/allow-store-front-traffic"));
        assertThat((String) drop.get("missingRule"))
                .isEqualTo("{fromEntities: [world], toPorts: [{ports: [{port: '8080', protocol: TCP}]}]}");
        assertThat((String) drop.get("explanation"))
                .contains("world -> pets/store-front port 8080/TCP")
                .contains("CiliumNetworkPolicy pets/allow-store-front-traffic selects pets/store-front, and its only"
                        + " ingress rule ({\"fromEndpoints\":[]}) means nobody.");
        assertThat(result.get("checks")).asString().contains("passed=true");
    }

    @Test
    void whatIsExpectedAndDoesNotComeFailsTheStep() {
        assertThatThrownBy(() -> kit.run(step -> {
                    step.setFollow("3s");
                    step.setExpect(List.of(DROPPED));
                }))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("dropped from world to pets/store-front: expected at least once, got never");
    }

    @Test
    void whatIsExpectedAndComesLaterIsWaitedFor() throws Exception {
        kit.policy(HubbleKit.CHAOS);

        Map<String, Object> result = kit.run(
                HubbleKit.observe(step -> {
                    step.setPod("pets/store-front");
                    step.setVerdict(List.of("forwarded"));
                    step.setExpect(
                            List.of(Map.of("verdict", "forwarded", "from", "world", "to", "pets/", "atLeast", 15)));
                }),
                turn -> {
                    if (turn == 5) {
                        kit.policy(HubbleKit.CHAOS.replace("{fromEndpoints: []}", "{fromEntities: [world]}"));
                    }
                });

        assertThat((long) result.get("seen")).isGreaterThanOrEqualTo(15);
        assertThat(HubbleKit.maps(result.get("flows"))).hasSizeBetween(15, 20).allMatch(flow -> flow.get("verdict")
                .equals("FORWARDED"));
    }

    @Test
    void neverIsWatchedForAllOfTheTime() throws Exception {
        Map<String, Object> never =
                Map.of("verdict", "dropped", "from", "world", "to", "app=store-front", "port", 8080, "atMost", 0);
        Map<String, Object> good = kit.run(step -> {
            step.setFollow("6s");
            step.setExpect(List.of(never));
        });
        assertThat(good.get("checks")).asString().contains("passed=true");

        kit.policy(HubbleKit.CHAOS);
        Map<String, Object> bad = kit.run(step -> {
            step.setOnFailure("unstable");
            step.setJunit("flows.xml");
            step.setExpect(List.of(never));
        });
        assertThat(bad.get("checks")).asString().contains("passed=false");
        assertThat(kit.session.unstable).containsExactly("flows: 0 of 1 checks passed");
        assertThat(kit.session.lines).anyMatch(line -> line.contains("expected never, got "));
    }

    @Test
    void filtersLeaveOutWhatIsNotMeant() throws Exception {
        kit.policy(HubbleKit.CHAOS);

        assertThat(kit.run(step -> step.setNamespace("other"))).containsEntry("seen", 0L);
        assertThat((long) kit.run(step -> step.setPort(8080)).get("seen")).isBetween(5L, 20L);
        assertThat(kit.run(step -> step.setPort(80))).containsEntry("seen", 0L);
        assertThat(kit.run(step -> step.setLabel("app=web"))).containsEntry("seen", 0L);
        kit.session.lines.clear();
        assertThat(HubbleKit.maps(kit.run(step -> {
                            step.setLabel("reserved:world");
                            step.setLast(3);
                            step.setExplain(false);
                        })
                        .get("flows")))
                .hasSize(3);
        assertThat(kit.session.lines).noneMatch(line -> line.contains("selects"));
    }

    @Test
    void howFarBackToReadCountsFromTheBeginning() throws Exception {
        kit.session.now = Instant.parse("2026-01-05T10:00:40Z");

        assertThat(HubbleKit.maps(kit.run(step -> step.setSince("9s")).get("flows")))
                .isNotEmpty()
                .allMatch(flow ->
                        Instant.parse((String) flow.get("time")).isAfter(Instant.parse("2026-01-05T10:00:30Z")));
        assertThat(HubbleKit.maps(kit.run(step -> {}).get("flows")))
                .anyMatch(flow ->
                        Instant.parse((String) flow.get("time")).isBefore(Instant.parse("2026-01-05T10:00:30Z")));
    }
}
