package io.jenkins.plugins.aks.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** The assembled .hpi is one that Jenkins runs; and each rule fails on a copy that is broken on purpose. */
class HpiIT {
    private static final String VERSION = System.getProperty("hpi.version");
    private static final Hpi REAL = Hpi.open(Path.of(System.getProperty("hpi.file")));

    @Test
    void theHpiHasWhatJenkinsNeedsAndNothingElse() {
        assertThat(new HpiRules(REAL, VERSION).problems()).isEmpty();
    }

    @Test
    void tooManyBytesAreFound() {
        Hpi heavy = new Hpi(HpiRules.MAX_SIZE + 1, REAL.entries());
        assertThat(new HpiRules(heavy, VERSION).problems())
                .singleElement()
                .asString()
                .contains("allowed are 6291456");
    }

    @Test
    void aMissingOrWrongManifestAttributeIsFound() throws IOException {
        for (String name : List.of("Short-Name", "Plugin-Version", "Jenkins-Version", "Plugin-Dependencies")) {
            assertThat(withManifest(name, null))
                    .anyMatch(problem -> problem.contains(name) || problem.contains("plugin dep"));
        }
        assertThat(withManifest("Plugin-Dependencies", "azure-sdk:259,structs"))
                .anyMatch(problem -> problem.contains("'structs' is not a plugin dependency"))
                .anyMatch(problem -> problem.contains("the plugin dependencies are"));
    }

    @Test
    void aJarThatJenkinsWouldNotSaveIsFound() throws IOException {
        assertThat(withOwnFile(Hpi.MANIFEST, "Manifest-Version: 1.0\n\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("The jar's manifest has no Short-Name", "The jar's manifest has no Plugin-Version");
    }

    @Test
    void aClassThatNoIndexListsIsFound() throws IOException {
        assertThat(withOwnFile("io/jenkins/plugins/aks/pipeline/Forgotten.class", extension()))
                .anyMatch(problem -> problem.startsWith("The extension index") && problem.contains("Forgotten"))
                .anyMatch(problem -> problem.startsWith("The Symbol index") && problem.contains("Forgotten"));
    }

    @Test
    void aStepWithoutFormAndHelpIsFound() throws IOException {
        assertThat(withOwnFile("index.jelly", null)).containsExactly("There is no index.jelly");
        assertThat(withOwnFile("io/jenkins/plugins/aks/pipeline/BareStep.class", step("BareStep")))
                .containsExactly(
                        "There is no io/jenkins/plugins/aks/pipeline/BareStep/config.jelly",
                        "There is no io/jenkins/plugins/aks/pipeline/BareStep/help.html");
    }

    @Test
    void classesOfOthersAndOfTheLabAreFound() throws IOException {
        ClassWriter standIn = new ClassWriter(0);
        standIn.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "hudson/Util", null, "java/lang/Object", null);
        assertThat(withOwnFile("hudson/Util.class", standIn.toByteArray()))
                .containsExactly("The jar has hudson/Util, which is not the plugin's");
        ClassWriter lab = new ClassWriter(0);
        lab.visit(Opcodes.V21, 0, "io/jenkins/plugins/aks/sandbox/Server", null, "java/lang/Object", null);
        assertThat(withOwnFile("io/jenkins/plugins/aks/sandbox/Server.class", lab.toByteArray()))
                .containsExactly(
                        "The jar has io/jenkins/plugins/aks/sandbox/Server of the lab or tests",
                        "io/jenkins/plugins/aks/sandbox/Server is not Java 17 byte code");
    }

    @Test
    void aLibraryThatAnApiPluginProvidesIsFound() throws IOException {
        Map<String, byte[]> jackson = new HashMap<>();
        try (var in = getClass().getResourceAsStream("/com/fasterxml/jackson/databind/ObjectMapper.class")) {
            jackson.put("com/fasterxml/jackson/databind/ObjectMapper.class", in.readAllBytes());
        }
        Map<String, byte[]> entries = new LinkedHashMap<>(REAL.entries());
        entries.put("WEB-INF/lib/jackson.jar", zip(jackson));
        entries.put("WEB-INF/classes/Some.class", new byte[0]);
        assertThat(newProblems(new Hpi(1, entries)))
                .anyMatch(problem -> problem.startsWith("Its libraries are") && problem.contains("jackson.jar"))
                .anyMatch(problem -> problem.startsWith("jackson.jar has com/fasterxml/jackson/databind/ObjectMapper"))
                .anyMatch(problem -> problem.equals("There is a folder WEB-INF/classes"));
    }

    private static List<String> newProblems(Hpi broken) {
        List<String> problems = new ArrayList<>(new HpiRules(broken, VERSION).problems());
        problems.removeAll(new HpiRules(REAL, VERSION).problems());
        return problems;
    }

    private static List<String> withManifest(String name, String value) throws IOException {
        Manifest changed = new Manifest();
        changed.getMainAttributes().putAll(REAL.attributes());
        Attributes.Name key = new Attributes.Name(name);
        if (value == null) {
            changed.getMainAttributes().remove(key);
        } else {
            changed.getMainAttributes().put(key, value);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        changed.write(out);
        Map<String, byte[]> entries = new LinkedHashMap<>(REAL.entries());
        entries.put(Hpi.MANIFEST, out.toByteArray());
        return newProblems(new Hpi(1, entries));
    }

    private static List<String> withOwnFile(String file, byte[] content) throws IOException {
        Map<String, byte[]> own = REAL.jar(Hpi.OWN_JAR);
        if (content == null) {
            own.remove(file);
        } else {
            own.put(file, content);
        }
        Map<String, byte[]> entries = new LinkedHashMap<>(REAL.entries());
        entries.put(Hpi.OWN_JAR, zip(own));
        return newProblems(new Hpi(1, entries));
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    private static byte[] step(String name) {
        String parent = "org/jenkinsci/plugins/workflow/steps/Step";
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "io/jenkins/plugins/aks/pipeline/" + name, null, parent, null);
        return writer.toByteArray();
    }

    private static byte[] extension() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "io/jenkins/plugins/aks/pipeline/Forgotten", null, "java/lang/Object", null);
        writer.visitAnnotation("Lhudson/Extension;", true).visitEnd();
        writer.visitAnnotation("Lorg/jenkinsci/Symbol;", true).visitEnd();
        return writer.toByteArray();
    }
}
