package io.jenkins.plugins.aks.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of docs/architecture.md, for the packages under a root, so that they can be tried on broken examples. */
final class ArchitectureRules {
    private static final String[] JENKINS = {
        "hudson..",
        "jenkins..",
        "org.jenkinsci..",
        "org.kohsuke..",
        "com.cloudbees..",
        "com.microsoft.azure.util..",
        "io.jenkins.plugins.azuresdk.."
    };

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    /** One rule for each package of the drawing: it uses no other package of ours than the arrows lead to. */
    List<ArchRule> arrows(Map<String, Set<String>> arrows) {
        List<ArchRule> rules = new ArrayList<>();
        arrows.forEach((from, allowed) -> {
            String[] open = arrows.keySet().stream()
                    .filter(to -> !to.equals(from) && !allowed.contains(to))
                    .map(this::in)
                    .toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(in(from))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(open)
                    .as("Package " + from + " uses only " + allowed)
                    .allowEmptyShould(true));
        });
        return rules;
    }

    ArchRule everyPackageIsDrawn(Set<String> drawn) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .resideInAnyPackage(drawn.stream().map(this::in).toArray(String[]::new))
                .as("Every class is in a package of the drawing");
    }

    /** What gRPC brings with it is gRPC's alone: its versions are Jenkins' and may change. */
    ArchRule nothingUsesWhatGrpcNeeds() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.gson..", "okio..", "io.perfmark..");
    }

    ArchRule onlyPipelineAndStepsNameJenkins() {
        return noClasses()
                .that(describe(
                        "are neither in pipeline nor belong to a class named …Step",
                        type -> !resideInAnyPackage(in("pipeline")).test(type)
                                && !outermost(type).endsWith("Step")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JENKINS)
                .allowEmptyShould(true);
    }

    ArchRule boundConstructorsStandInPublicClasses() {
        return constructors()
                .that()
                .areAnnotatedWith("org.kohsuke.stapler.DataBoundConstructor")
                .should()
                .bePublic()
                .andShould()
                .beDeclaredInClassesThat(describe("are public with all that encloses them", this::isPublicThroughout))
                .allowEmptyShould(true);
    }

    ArchRule formMethodsArePosted() {
        return methods()
                .that()
                .haveNameMatching("do(Fill|Check)[A-Z].*")
                .should()
                .beAnnotatedWith("org.kohsuke.stapler.verb.POST")
                .allowEmptyShould(true);
    }

    List<ArchRule> bannedCalls() {
        return List.of(
                noClasses().should().callMethod(Thread.class, "sleep", long.class),
                noClasses().should().callMethod(Thread.class, "sleep", long.class, int.class),
                noClasses().should().accessField(System.class, "out"),
                noClasses().should().accessField(System.class, "err"),
                noClasses().should().callMethodWhere(target(name("printStackTrace"))),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(in("pipeline"))
                        .should()
                        .callMethod("jenkins.model.Jenkins", "get")
                        .orShould()
                        .callMethod("jenkins.model.Jenkins", "getInstanceOrNull")
                        .allowEmptyShould(true));
    }

    private String in(String name) {
        return root + "." + name + "..";
    }

    private boolean isPublicThroughout(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(this::isPublicThroughout).orElse(true);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElseGet(() -> type.getName()
                .substring(type.getName().lastIndexOf('.') + 1));
    }
}
