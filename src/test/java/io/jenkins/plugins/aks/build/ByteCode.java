package io.jenkins.plugins.aks.build;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;

/**
 * Looks at every class and member that compiled classes name in their constant pools, and reports those of the Jenkins
 * side that the record does not have: they would compile against a wrong stand-in and fail to link in Jenkins.
 */
final class ByteCode {
    static final List<String> JENKINS = List.of(
            "hudson/",
            "jenkins/",
            "org/jenkinsci/",
            "org/kohsuke/",
            "com/cloudbees/",
            "com/microsoft/azure/util/",
            "io/jenkins/plugins/azuresdk/",
            "io/jenkins/standin/");

    private static final Pattern DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    private final ApiRecord record;
    private final List<String> watched;

    ByteCode(ApiRecord record, List<String> watched) {
        this.record = record;
        this.watched = watched;
    }

    List<String> problems(List<ClassReader> classes) {
        Set<String> problems = new LinkedHashSet<>();
        for (ClassReader reader : classes) {
            for (String used : names(reader)) {
                if (record.find(used).isEmpty()) {
                    problems.add(reader.getClassName() + " names " + used + ", which is not in the record");
                }
            }
            members(reader, problems);
        }
        return new ArrayList<>(problems);
    }

    /** How many watched classes the given ones name: a test that finds none is looking in the wrong place. */
    long references(List<ClassReader> classes) {
        return classes.stream()
                .flatMap(reader -> names(reader).stream())
                .distinct()
                .count();
    }

    private Set<String> names(ClassReader reader) {
        Set<String> names = new LinkedHashSet<>();
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            int tag = at == 0 ? 0 : reader.readByte(at - 1);
            if (tag == CLASS) {
                addWatched(reader.readUTF8(at, buffer), names);
            } else if (tag == UTF8) {
                addDescribed(utf8(reader, at), names);
            }
        }
        return names;
    }

    private void addDescribed(String text, Set<String> names) {
        Matcher described = DESCRIPTOR.matcher(text);
        while (described.find()) {
            addWatched(described.group(1), names);
        }
    }

    private void addWatched(String name, Set<String> names) {
        String element = name.startsWith("[") ? name.replaceFirst("^\\[+L(.*);$", "$1") : name;
        if (watched.stream().anyMatch(element::startsWith)) {
            names.add(element);
        }
    }

    private void members(ClassReader reader, Set<String> problems) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            int tag = at == 0 ? 0 : reader.readByte(at - 1);
            if (tag == FIELD || tag == METHOD || tag == INTERFACE_METHOD) {
                String owner = reader.readClass(at, buffer);
                int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
                String name = reader.readUTF8(nameAndType, buffer);
                String descriptor = reader.readUTF8(nameAndType + 2, buffer);
                String key = name + (tag == FIELD ? " " : "") + descriptor;
                if (isWatched(owner) && !has(owner, key)) {
                    problems.add(reader.getClassName() + " uses " + owner + "." + key + ", which is not in the record");
                }
            }
        }
    }

    private boolean isWatched(String owner) {
        return watched.stream().anyMatch(owner::startsWith)
                && record.find(owner).isPresent();
    }

    private boolean has(String owner, String key) {
        if (key.startsWith("<init>")) {
            return record.find(owner).orElseThrow().members().containsKey(key);
        }
        return record.member(owner, key).isPresent() || record.inheritsFromJdk(owner, key);
    }

    private static String utf8(ClassReader reader, int at) {
        StringBuilder text = new StringBuilder();
        int length = reader.readUnsignedShort(at);
        for (int i = 0; i < length; i++) {
            text.append((char) reader.readByte(at + 2 + i));
        }
        return text.toString();
    }
}
