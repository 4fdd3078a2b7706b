package io.jenkins.plugins.aks.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitReportTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");

    private static Element suite(CheckReport report) throws Exception {
        byte[] xml = JUnitReport.xml(report, AT).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement();
    }

    private static Element test(Element suite, int at) {
        NodeList tests = suite.getElementsByTagName("testcase");
        return (Element) tests.item(at);
    }

    @Test
    void eachVerdictIsWhatJenkinsCounts() throws Exception {
        Check rabbit = new Check("order-service -> rabbitmq:5672", "allow");
        Element suite = suite(new CheckReport(
                "connectivity after",
                List.of(
                        rabbit.passed("allow").took(Duration.ofMillis(1250)),
                        rabbit.failed("deny", "timed out"),
                        rabbit.inconclusive("nothing", "the pod restarts"))));

        assertThat(suite.getAttribute("name")).isEqualTo("connectivity after");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(List.of(
                        suite.getAttribute("tests"),
                        suite.getAttribute("failures"),
                        suite.getAttribute("errors"),
                        suite.getAttribute("time")))
                .containsExactly("3", "1", "1", "1.250");
        assertThat(test(suite, 0).getAttribute("classname")).isEqualTo("checks.connectivity after");
        assertThat(test(suite, 0).getAttribute("name")).isEqualTo("order-service -> rabbitmq:5672");
        assertThat(test(suite, 0).getAttribute("time")).isEqualTo("1.250");
        assertThat(test(suite, 0).getElementsByTagName("*").getLength()).isZero();
        Element failure =
                (Element) test(suite, 1).getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("expected allow, got deny");
        assertThat(failure.getTextContent())
                .isEqualTo("order-service -> rabbitmq:5672: expected allow, got deny (timed out)");
        assertThat(test(suite, 2).getElementsByTagName("error").getLength()).isEqualTo(1);
    }

    @Test
    void anyTextIsSafe() throws Exception {
        String nasty = "<a href=\"x\">&'\u0000\u001b[31m]]>\ud83d\ude00\ud800\n";
        Element suite = suite(new CheckReport("a.b", List.of(new Check("n" + nasty, "e").failed("g" + nasty, nasty))));

        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getTextContent()).contains("<a href=\"x\">&'\uFFFD\uFFFD[31m]]>\ud83d\ude00\uFFFD");
        assertThat(test(suite, 0).getAttribute("classname")).isEqualTo("checks.a_b");
        assertThat(test(suite, 0).getAttribute("name")).startsWith("n<a href=\"x\">&'\uFFFD");
    }
}
