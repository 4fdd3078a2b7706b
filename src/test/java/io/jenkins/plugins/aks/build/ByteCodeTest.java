package io.jenkins.plugins.aks.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** The plugin's own byte code names only Jenkins classes and members that exist on the baseline. */
class ByteCodeTest {
    private static final String HERE = "io/jenkins/plugins/aks/build/ByteCodeTest$";
    private static final String API = HERE + "Api";
    private static final String USER = HERE + "User";

    @Test
    void thePluginNamesOnlyRecordedClassesAndMembers() {
        assertThat(new ByteCode(ApiRecord.jenkins(), ByteCode.JENKINS).problems(ClassFiles.under(ClassFiles.MAIN)))
                .isEmpty();
    }

    @Test
    void thePluginImplementsEveryAbstractMethod() {
        assertThat(new AbstractMethods(ApiRecord.jenkins(), ClassFiles.under(ClassFiles.MAIN)).problems())
                .isEmpty();
    }

    @Test
    void aUseOfRecordedMembersPasses() {
        assertThat(
                        problems(
                                """
                        class public %1$s extends java/util/ArrayList
                          public <init>()V
                          public static name()Ljava/lang/String;
                          public count I
                        """))
                .isEmpty();
    }

    @Test
    void missingMembersAreFound() {
        assertThat(problems("class public %1$s extends java/util/ArrayList\n  public <init>(I)V\n"))
                .containsExactlyInAnyOrder(
                        USER + " uses " + API + ".<init>()V, which is not in the record",
                        USER + " uses " + API + ".name()Ljava/lang/String;, which is not in the record",
                        USER + " uses " + API + ".count I, which is not in the record");
    }

    @Test
    void aMissingClassIsFoundWhereItIsOnlyNamed() {
        List<ClassReader> classes = ClassFiles.of(OnlyNames.class);
        ByteCode check = new ByteCode(ApiRecord.parse(""), List.of(API));
        assertThat(check.references(classes)).isEqualTo(1);
        assertThat(check.problems(classes))
                .containsExactly(HERE + "OnlyNames names " + API + ", which is not in the record");
    }

    @Test
    void anUnimplementedAbstractMethodIsFound() {
        ApiRecord record = ApiRecord.parse(
                """
                class public abstract %s
                  public <init>()V
                  public abstract advance(I)V
                  public abstract finish()V
                """
                        .formatted(HERE + "Base"));
        assertThat(new AbstractMethods(record, ClassFiles.of(Unfinished.class)).problems())
                .containsExactly(HERE + "Unfinished does not implement finish/0");
    }

    private static List<String> problems(String record) {
        return new ByteCode(ApiRecord.parse(record.formatted(API)), List.of(API)).problems(ClassFiles.of(User.class));
    }

    static class Api extends java.util.ArrayList<String> {
        private static final long serialVersionUID = 1L;
        public int count;

        static String name() {
            return "api";
        }
    }

    static class User {
        String use() {
            Api api = new Api();
            Supplier<String> name = Api::name;
            api.add(name.get());
            return api.get(0) + api.count;
        }
    }

    static class OnlyNames {
        <T extends Api> void none(List<Api[]> unused) {}
    }

    abstract static class Base {
        void advance(int steps) {}
    }

    static class Unfinished extends Base {
        @Override
        void advance(int steps) {}
    }
}
