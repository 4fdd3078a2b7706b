package io.jenkins.plugins.aks.check;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report as the {@code junit} step of Jenkins reads it: a test for each check. */
public final class JUnitReport {
    private final XMLStreamWriter xml;
    private final CheckReport report;

    private JUnitReport(CheckReport report, XMLStreamWriter xml) {
        this.report = report;
        this.xml = xml;
    }

    /** @param at when the checks ended */
    public static String xml(CheckReport report, Instant at) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JUnitReport(report, xml).write(at);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the report " + report.title() + " cannot be written as XML", e);
        }
        return text.toString();
    }

    private void write(Instant at) throws XMLStreamException {
        Duration took = report.results().stream().map(CheckResult::took).reduce(Duration.ZERO, Duration::plus);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", report.title());
        attribute("timestamp", at.truncatedTo(ChronoUnit.SECONDS).toString());
        attribute("tests", Integer.toString(report.results().size()));
        attribute("failures", Long.toString(report.count(Verdict.FAILED)));
        attribute("errors", Long.toString(report.count(Verdict.INCONCLUSIVE)));
        attribute("skipped", "0");
        attribute("time", seconds(took));
        for (CheckResult result : report.results()) {
            test(result);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.flush();
    }

    private void test(CheckResult result) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        // Jenkins takes what stands before the last dot for a package.
        attribute("classname", "checks." + report.title().replace('.', '_'));
        attribute("name", result.check().name());
        attribute("time", seconds(result.took()));
        switch (result.verdict()) {
            case FAILED -> trouble("failure", result);
            case INCONCLUSIVE -> trouble("error", result);
            case PASSED -> {}
        }
        xml.writeEndElement();
    }

    private void trouble(String element, CheckResult result) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement(element);
        attribute("message", "expected " + result.check().expected() + ", got " + result.got());
        attribute("type", result.verdict().text());
        xml.writeCharacters(clean(result.text()));
        xml.writeEndElement();
        xml.writeCharacters("\n  ");
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    /** XML cannot hold most control characters, not even escaped; what a probe has printed may have them. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isAllowed(c) ? c : '\uFFFD').forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
