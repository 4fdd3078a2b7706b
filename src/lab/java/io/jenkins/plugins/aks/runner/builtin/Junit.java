package io.jenkins.plugins.aks.runner.builtin;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** {@code junit}: counts the tests of the reports; a failed test makes the build unstable. */
final class Junit {

    private final Arguments arguments;
    private final LabContext context;
    private int total;
    private int failed;
    private int skipped;

    Junit(Arguments arguments, LabContext context) {
        this.arguments = arguments;
        this.context = context;
    }

    Object record() throws Exception {
        context.listener().getLogger().println("Recording test results");
        Path workspace = FileSteps.workspace(context);
        List<Path> reports = new AntPattern(arguments.text("testResults")).in(workspace);
        for (Path report : reports) {
            count(workspace.resolve(report));
        }
        if (total == 0) {
            String message = "No test report files were found. Configuration error?";
            if (!arguments.truth("allowEmptyResults")) {
                throw new AbortException(message);
            }
            context.listener().getLogger().println(message);
        }
        if (failed > 0 && !arguments.truth("skipMarkingBuildUnstable")) {
            context.setResult(Result.UNSTABLE);
            StageStatus.mark(context, Result.UNSTABLE);
        }
        return new TreeMap<>(Map.of(
                "totalCount", total,
                "failCount", failed,
                "skipCount", skipped,
                "passCount", total - failed - skipped));
    }

    private void count(Path report) throws IOException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        try {
            Document document = builder.parse(report.toFile());
            NodeList cases = document.getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                count((Element) cases.item(i));
            }
        } catch (SAXException e) {
            throw new AbortException("Failed to read test report file " + report + ": " + e.getMessage());
        }
    }

    private void count(Element test) {
        total++;
        if (test.getElementsByTagName("failure").getLength()
                        + test.getElementsByTagName("error").getLength()
                > 0) {
            failed++;
        } else if (test.getElementsByTagName("skipped").getLength() > 0) {
            skipped++;
        }
    }
}
