package io.jenkins.plugins.aks.sandbox.container.shell;

import java.util.List;

/** The commands that the shell knows, as a tree. */
sealed interface Syntax {

    /** One after the other. */
    record Sequence(List<Syntax> commands) implements Syntax {}

    /** The second only after the first succeeded or, with {@code or}, failed. */
    record Both(Syntax first, boolean or, Syntax second) implements Syntax {}

    record Not(Syntax command) implements Syntax {}

    record Pipe(List<Syntax> commands) implements Syntax {}

    record If(Syntax condition, Syntax then, Syntax otherwise) implements Syntax {}

    /** {@code while}, or {@code until}. */
    record Loop(Syntax condition, boolean until, Syntax body) implements Syntax {}

    record For(String variable, List<String> words, Syntax body) implements Syntax {}

    /** In braces, or in parentheses: then what it sets does not last. */
    record Group(Syntax body, boolean apart, Redirects redirects) implements Syntax {}

    /** @param words as written, the assignments before the program among them */
    record Simple(List<String> words, Redirects redirects) implements Syntax {}

    /** Where output goes: only to nowhere and to each other. */
    record Redirects(boolean dropOut, boolean dropError, boolean errorToOut, boolean outToError) {
        static final Redirects NONE = new Redirects(false, false, false, false);
    }
}
