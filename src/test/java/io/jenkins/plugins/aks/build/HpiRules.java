package io.jenkins.plugins.aks.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.stream.Collectors;
import net.java.sezpoz.impl.SerAnnotatedElement;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** What a Jenkins 2.479.3 needs to find in the .hpi, and what must not be in it. */
final class HpiRules {
    static final long MAX_SIZE = 6L << 20;
    /** What no Jenkins API plugin has: docs/libraries.md. */
    static final Set<String> BUNDLED = Set.of(
            "aks-pipeline-steps.jar",
            "azure-core-http-jdk-httpclient-1.1.2.jar",
            "cbor-4.5.6.jar",
            "datautilities-1.1.0.jar",
            "grpc-api-1.82.2.jar",
            "grpc-core-1.82.2.jar",
            "grpc-okhttp-1.82.2.jar",
            "grpc-util-1.82.2.jar",
            "numbers-1.8.2.jar",
            "perfmark-api-0.27.0.jar");

    static final Set<String> DEPENDENCIES = Set.of(
            "azure-sdk",
            "azure-credentials",
            "credentials",
            "plain-credentials",
            "kubernetes-client-api",
            "okhttp-api",
            "gson-api",
            "workflow-step-api",
            "workflow-api",
            "structs",
            "jackson2-api",
            "snakeyaml-api",
            "bouncycastle-api");

    private static final String OURS = "io/jenkins/plugins/aks/";
    private static final String EXTENSIONS = "META-INF/annotations/hudson.Extension";
    private static final String SYMBOLS = "META-INF/services/annotations/org.jenkinsci.Symbol";
    private static final String STEP = "org/jenkinsci/plugins/workflow/steps/Step";
    private static final int JAVA_17 = 61;

    private final Hpi hpi;
    private final String version;
    private final Map<String, byte[]> own;
    private final List<ClassReader> classes;
    private final List<String> problems = new ArrayList<>();

    HpiRules(Hpi hpi, String version) {
        this.hpi = hpi;
        this.version = version;
        this.own = hpi.jar(Hpi.OWN_JAR);
        this.classes = Hpi.classes(own);
    }

    List<String> problems() {
        layout();
        outerManifest();
        innerManifest();
        indices();
        resources();
        ownClasses();
        foreignClasses();
        return problems;
    }

    private void layout() {
        expect(hpi.size() <= MAX_SIZE, "The .hpi has " + hpi.size() + " bytes, allowed are " + MAX_SIZE);
        expect(
                hpi.entries().keySet().stream().findFirst().equals(Optional.of(Hpi.MANIFEST)),
                "The manifest is not the first file");
        expect(
                hpi.entries().keySet().stream().noneMatch(name -> name.startsWith("WEB-INF/classes")),
                "There is a folder WEB-INF/classes");
        expect(new TreeSet<>(hpi.libraries()).equals(BUNDLED), "Its libraries are " + hpi.libraries());
    }

    private void outerManifest() {
        Attributes found = hpi.attributes();
        Map<String, String> wanted = Map.of(
                "Short-Name", "aks-pipeline-steps",
                "Long-Name", "AKS Pipeline Steps",
                "Plugin-Version", version,
                "Jenkins-Version", "2.479.3",
                "Minimum-Java-Version", "17",
                "Group-Id", "io.jenkins.plugins",
                "Url", "https://github.com/jenkinsci/aks-pipeline-steps-plugin",
                "Support-Dynamic-Loading", "true");
        wanted.forEach((name, value) ->
                expect(value.equals(found.getValue(name)), "Manifest: " + name + " is " + found.getValue(name)));
        String dependencies = found.getValue("Plugin-Dependencies");
        List<String> parts = dependencies == null ? List.of() : Arrays.asList(dependencies.split(","));
        for (String part : parts) {
            expect(
                    part.matches("[a-z0-9-]+:[0-9][\\w.-]*(;resolution:=optional)?"),
                    "Manifest: '" + part + "' is not a plugin dependency");
        }
        Set<String> names = parts.stream().map(part -> part.split(":")[0]).collect(Collectors.toSet());
        expect(names.equals(DEPENDENCIES), "Manifest: the plugin dependencies are " + names);
    }

    private void innerManifest() {
        Attributes inner = Hpi.manifest(own);
        expect("aks-pipeline-steps".equals(inner.getValue("Short-Name")), "The jar's manifest has no Short-Name");
        expect(version.equals(inner.getValue("Plugin-Version")), "The jar's manifest has no Plugin-Version");
    }

    private void indices() {
        Set<String> extensions = Annotated.classes(classes, "Lhudson/Extension;");
        expect(
                extensionIndex().equals(extensions),
                "The extension index " + extensionIndex() + " is not " + extensions);
        Set<String> symbols = Annotated.classes(classes, "Lorg/jenkinsci/Symbol;");
        Set<String> indexed = new TreeSet<>(text(SYMBOLS).lines().toList());
        expect(indexed.equals(symbols), "The Symbol index " + indexed + " is not " + symbols);
    }

    private Set<String> extensionIndex() {
        Set<String> found = new TreeSet<>();
        if (!own.containsKey(EXTENSIONS)) {
            return found;
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(own.get(EXTENSIONS)))) {
            for (Object element = in.readObject(); element != null; element = in.readObject()) {
                found.add(((SerAnnotatedElement) element).className);
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("Reading " + EXTENSIONS, e);
        }
        return found;
    }

    private void resources() {
        expect(own.containsKey("index.jelly"), "There is no index.jelly");
        for (ClassReader type : classes) {
            if (isStep(type)) {
                for (String file : List.of("config.jelly", "help.html")) {
                    String path = type.getClassName() + "/" + file;
                    expect(own.containsKey(path), "There is no " + path);
                }
            }
        }
    }

    private boolean isStep(ClassReader type) {
        if ((type.getAccess() & Opcodes.ACC_ABSTRACT) != 0) {
            return false;
        }
        String parent = type.getSuperName();
        for (Optional<ClassReader> own = find(parent); own.isPresent(); own = find(parent)) {
            parent = own.get().getSuperName();
        }
        return parent.equals(STEP);
    }

    private Optional<ClassReader> find(String name) {
        return classes.stream().filter(type -> type.getClassName().equals(name)).findFirst();
    }

    private void ownClasses() {
        for (ClassReader type : classes) {
            String name = type.getClassName();
            expect(name.startsWith(OURS), "The jar has " + name + ", which is not the plugin's");
            expect(!name.matches(OURS + "(sandbox|runner|build)/.*"), "The jar has " + name + " of the lab or tests");
            expect(type.readUnsignedShort(6) == JAVA_17, name + " is not Java 17 byte code");
            Set<String> bound = Annotated.classes(List.of(type), "Lorg/kohsuke/stapler/DataBoundConstructor;");
            expect(bound.isEmpty() || names(type).test("MethodParameters"), name + " has no parameter names");
        }
    }

    private static Predicate<String> names(ClassReader type) {
        char[] buffer = new char[type.getMaxStringLength()];
        Set<String> texts = new TreeSet<>();
        for (int i = 1; i < type.getItemCount(); i++) {
            int at = type.getItem(i);
            if (at > 0 && type.readByte(at - 1) == 1) {
                texts.add(new String(bytes(type, at), StandardCharsets.ISO_8859_1));
            }
        }
        return texts::contains;
    }

    private static byte[] bytes(ClassReader type, int at) {
        byte[] bytes = new byte[type.readUnsignedShort(at)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) type.readByte(at + 2 + i);
        }
        return bytes;
    }

    /** A bundled class that the tests' class path has from elsewhere is also in a library that an API plugin brings. */
    private void foreignClasses() {
        for (String library : hpi.libraries()) {
            if (!library.equals("aks-pipeline-steps.jar")) {
                for (ClassReader type : Hpi.classes(hpi.jar(Hpi.LIBRARIES + library))) {
                    String file = type.getClassName() + ".class";
                    expect(isOnlyIn(library, file), library + " has " + file + ", which an API plugin provides");
                    expect(
                            ByteCode.JENKINS.stream().noneMatch(file::startsWith),
                            library + " has " + file + ", which is Jenkins' own");
                }
            }
        }
    }

    private static boolean isOnlyIn(String library, String file) {
        try {
            return file.equals("module-info.class")
                    || Collections.list(HpiRules.class.getClassLoader().getResources(file)).stream()
                            .allMatch(url -> url.getPath().contains("/" + library + "!"));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private String text(String file) {
        return new String(own.getOrDefault(file, new byte[0]), StandardCharsets.UTF_8);
    }

    private void expect(boolean good, String problem) {
        if (!good) {
            problems.add(problem);
        }
    }
}
