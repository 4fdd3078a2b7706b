package io.jenkins.plugins.aks.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** The stand-ins of {@code src/jenkins-api} have nothing that the real Jenkins classes do not have. */
class StandInsTest {
    private static final Path SOURCES = Path.of("src", "jenkins-api", "java");
    private static final String SAMPLE = "io/jenkins/plugins/aks/build/StandInsTest$Sample";

    @Test
    void everyStandInIsAsTheRealClass() {
        List<ClassReader> standIns = ClassFiles.compiledFrom(SOURCES, ClassFiles.TEST);
        assertThat(standIns).hasSizeGreaterThan(50);
        assertThat(new StandIns(ApiRecord.jenkins()).problems(standIns)).isEmpty();
    }

    @Test
    void theRecordIsReadWhole() {
        ApiRecord record = ApiRecord.jenkins();
        assertThat(record.size()).isGreaterThan(100);
        assertThat(record.member("org/jenkinsci/plugins/workflow/steps/StepExecution", "start()Z"))
                .get()
                .satisfies(start -> {
                    assertThat(start.modifiers()).containsExactlyInAnyOrder("public", "abstract");
                    assertThat(start.throwing()).containsExactly("java/lang/Exception");
                });
        assertThat(record.member("hudson/model/Run", "getDisplayName()Ljava/lang/String;"))
                .isPresent();
    }

    @Test
    void aMatchingClassPasses() {
        assertThat(
                        problems(
                                """
                        class public abstract %s
                          public <init>()V
                          public start()V throws java/io/IOException
                          protected static final count I
                        """))
                .isEmpty();
    }

    @Test
    void aMemberThatTheRealClassLacksIsFound() {
        assertThat(
                        problems(
                                """
                        class public abstract %s
                          public <init>()V
                          public start(I)V throws java/io/IOException
                        """))
                .containsExactlyInAnyOrder(
                        SAMPLE + " has start()V, the real class does not",
                        SAMPLE + " has count I, the real class does not");
    }

    @Test
    void otherModifiersAndExceptionsAreFound() {
        assertThat(
                        problems(
                                """
                        class public final %s extends java/util/ArrayList
                          protected <init>()V
                          public static final start()V
                          public count I
                        """))
                .containsExactlyInAnyOrder(
                        SAMPLE + " is abstract, the real class does not",
                        SAMPLE + " is not final, the real class does not",
                        SAMPLE + " has <init>()V public, the real class does not",
                        SAMPLE + " has start()V not static, the real class does not",
                        SAMPLE + " has start()V not final, the real class does not",
                        SAMPLE + " has start()V throwing [java/io/IOException], the real class does not",
                        SAMPLE + " has count I protected, the real class does not",
                        SAMPLE + " has count I static, the real class does not");
    }

    @Test
    void anInterfaceOrAnotherParentIsFound() {
        List<ClassReader> child = ClassFiles.of(Child.class);
        ApiRecord record = ApiRecord.parse("interface public " + SAMPLE.replace("Sample", "Child"));
        assertThat(new StandIns(record).problems(child))
                .anyMatch(problem -> problem.contains("is a class"))
                .anyMatch(problem -> problem.contains("extends " + SAMPLE));
    }

    @Test
    void anAbstractMethodMustStayAbstract() {
        assertThat(
                        problems(
                                """
                        class public abstract %s
                          public <init>()V
                          public abstract start()V throws java/io/IOException
                          protected static final count I
                        """))
                .containsExactly(SAMPLE + " implements start()V, the real class does not");
    }

    @Test
    void anUnrecordedClassIsFound() {
        assertThat(new StandIns(ApiRecord.parse("")).problems(ClassFiles.of(Sample.class)))
                .containsExactly(SAMPLE + " is not in the record");
    }

    private static List<String> problems(String record) {
        return new StandIns(ApiRecord.parse(record.formatted(SAMPLE))).problems(ClassFiles.of(Sample.class));
    }

    public abstract static class Sample {
        protected static final int count = 1;
        private final int hidden = 2;

        public Sample() {}

        public void start() throws IOException {
            helper(hidden);
        }

        void helper(int value) throws IOException {}

        @Override
        public String toString() {
            return "sample";
        }
    }

    public abstract static class Child extends Sample {}
}
