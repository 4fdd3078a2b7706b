package io.jenkins.plugins.aks.sandbox.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit codes and texts of BusyBox' programs and of curl. */
class NetworkProgramsTest {
    private static final String DNS = "{toEndpoints: [{matchLabels: {'k8s:io.kubernetes.pod.namespace': kube-system,"
            + " 'k8s:k8s-app': kube-dns}}], toPorts: [{ports: [{port: '53', protocol: UDP}]%s}]}";

    private final Pets pets = new Pets();

    private void egress(String... rules) {
        pets.policies(
                Pets.cilium("{endpointSelector: {matchLabels: {app: a}}, egress: [" + String.join(", ", rules) + "]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | nc -zv -w2 b 5672            | b (10.0.0.21:5672) open",
                "0 | nc -zv b.pets.svc.cluster.local 5672 | b.pets.svc.cluster.local (10.0.0.21:5672) open",
                "1 | nc -zv -w2 b 81              | nc: b (10.0.0.21:81): Connection refused",
                "1 | nc -zv -w2 empty 80          | nc: empty (10.0.0.22:80): Connection refused",
                "1 | nc -zv -w2 b 82              | nc: timed out",
                "1 | nc -zv -w2 none 80           | nc: bad address 'none'",
                "0 | nc -z -w2 10.244.0.2 3000    | ''",
                "1 | nc -zv b                     | 'nc: \nUsage: nc [-zuv] [-w SEC] HOST PORT'",
                "0 | wget --spider www.bing.com   | 'Connecting to www.bing.com (13.107.21.237:80)\n"
                        + "remote file exists'",
                "0 | wget --spider --timeout=1 --tries=1 https://graph.microsoft.com | 'Connecting to"
                        + " graph.microsoft.com (20.190.152.88:443)\n"
                        + "Connecting to developer.microsoft.com (23.45.149.11:443)\n"
                        + "remote file exists'",
                "1 | wget -q --spider -T 3 http://b:81   | wget: can't connect to remote host (10.0.0.21): Connection"
                        + " refused",
                "1 | wget -q --spider -T 3 http://b:5672 | wget: error getting response: Connection reset by peer",
                "1 | wget -q --spider none.example       | wget: bad address 'none.example'",
                "1 | wget -q --spider -T 3 http://b:82   | wget: download timed out",
                "1 | wget -q --spider https://management.azure.com | wget: server returned error: HTTP/1.1 400 Bad"
                        + " Request",
                "0 | curl -sS -o /dev/null http://a/     | ''",
                "6 | curl -sS http://none/               | curl: (6) Could not resolve host: none",
                "7 | curl -sS http://b:81/               | curl: (7) Failed to connect to b port 81 after 1 ms:"
                        + " Couldn't connect to server",
                "28 | curl -sS -m 2 http://b:82/         | curl: (28) Connection timed out after 2001 milliseconds",
                "22 | curl -f -sS https://management.azure.com | curl: (22) The requested URL returned error: 400",
                "7 | curl -s http://b:81/                | ''"
            })
    void withoutPolicies(int exitCode, String line, String error) {
        ExecResult result = pets.run("a", line);
        assertThat(result.error().strip()).isEqualTo(error.strip());
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void aDeniedNameServerIsABadAddressAndAnAddressAlone() {
        egress("{toEndpoints: [{matchLabels: {app: b}}], toPorts: [{ports: [{port: '5672'}]}]}");

        assertThat(pets.run("a", "wget --spider --timeout=1 --tries=1 www.bing.com")
                        .error())
                .isEqualTo("wget: bad address 'www.bing.com'\n");
        assertThat(pets.run("a", "nc -zv -w2 b 3000").error()).isEqualTo("nc: bad address 'b'\n");
        assertThat(pets.run("a", "nc -z -w2 10.0.0.21 5672").exitCode()).isZero();
        ExecResult dropped = pets.run("a", "nc -z -w2 10.244.0.2 3000");
        assertThat(dropped.error()).isEqualTo("nc: timed out\n");
        assertThat(dropped.took()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pets.run("a", "nslookup www.bing.com").out()).contains("connection timed out");
    }

    @Test
    void namesAreOpenOnlyWhileTheProxyHasSeenThem() {
        egress(
                DNS.formatted(", rules: {dns: [{matchPattern: '*'}]}"),
                "{toFQDNs: [{matchPattern: '*.microsoft.com'}]}");

        assertThat(pets.opens("a", "20.190.152.88", 443)).isFalse();
        assertThat(pets.run("a", "wget -q --spider https://graph.microsoft.com").exitCode())
                .isZero();
        assertThat(pets.opens("a", "20.190.152.88", 443)).isTrue();
        assertThat(pets.opens("a", "www.bing.com", 443)).isFalse();
        pets.pass(Duration.ofMinutes(6));
        assertThat(pets.opens("a", "20.190.152.88", 443)).isFalse();
    }

    @Test
    void aRuleForNamesNeedsTheRuleForTheNameServerToSeeThem() {
        egress(DNS.formatted(""), "{toFQDNs: [{matchName: graph.microsoft.com}]}");
        assertThat(pets.run("a", "nc -zv -w1 graph.microsoft.com 443").error()).isEqualTo("nc: timed out\n");
    }

    @Test
    void theSearchListIsRefusedByANarrowRuleForNames() {
        egress(DNS.formatted(", rules: {dns: [{matchName: graph.microsoft.com}]}"), "{toEntities: [world]}");

        assertThat(pets.run("a", "nslookup graph.microsoft.com").out()).contains("REFUSED");
        assertThat(pets.run("a", "nc -z -w1 graph.microsoft.com. 443").exitCode())
                .isZero();
    }

    @Test
    void withoutANameServerNothingHasAName() {
        pets.without("Endpoints", "kube-dns");
        assertThat(pets.run("a", "nc -z -w2 b 5672").error()).isEqualTo("nc: bad address 'b'\n");
    }

    @Test
    void anAddressOfTheLoadBalancerIsTheServiceItself() {
        assertThat(pets.opens("b", "20.1.2.3", 80)).isTrue();
        pets.policies(Pets.cilium("{endpointSelector: {matchLabels: {app: a}}, ingress: [{fromEntities: [world]}]}"));
        assertThat(pets.opens("b", "20.1.2.3", 80)).isFalse();
    }
}
