package io.jenkins.plugins.aks.runner.declarative;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Collects what is wrong with a script, with line and column, until Groovy's compiler gives it all at once. */
final class Problems {

    private final SourceUnit source;
    private int count;

    Problems(SourceUnit source) {
        this.source = source;
    }

    void at(ASTNode node, String message) {
        count++;
        SyntaxException problem = new SyntaxException(message, node.getLineNumber(), node.getColumnNumber());
        source.getErrorCollector().addErrorAndContinue(new SyntaxErrorMessage(problem, source));
    }

    /** How many there are so far; equal counts before and after mean that nothing was found. */
    int count() {
        return count;
    }

    /** The text of a node as it stands in the script, on one line. */
    String text(ASTNode node) {
        StringBuilder text = new StringBuilder();
        for (int line = node.getLineNumber(); line > 0 && line <= node.getLastLineNumber(); line++) {
            String sample = source.getSource().getLine(line, null);
            if (sample == null) {
                break;
            }
            int from = line == node.getLineNumber() ? node.getColumnNumber() - 1 : 0;
            int to = line == node.getLastLineNumber() ? node.getLastColumnNumber() - 1 : sample.length();
            text.append(sample, Math.min(from, sample.length()), Math.min(Math.max(to, from), sample.length()));
        }
        return text.toString().strip();
    }
}
