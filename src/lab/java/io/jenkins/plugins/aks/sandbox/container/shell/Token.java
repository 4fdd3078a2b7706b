package io.jenkins.plugins.aks.sandbox.container.shell;

/** @param word false for an operator; a word keeps its quotes, which its expansion reads */
record Token(String text, boolean word) {

    boolean is(String operator) {
        return !word && text.equals(operator);
    }

    boolean isKeyword(String keyword) {
        return word && text.equals(keyword);
    }
}
