package io.jenkins.plugins.aks.sandbox.mysql;

import java.util.List;

/**
 * What a statement came to.
 *
 * @param columns empty where it has no rows to show
 * @param rows their values as text, null for NULL
 */
record Answer(List<String> columns, List<List<String>> rows) {
    static final Answer NONE = new Answer(List.of(), List.of());
}
