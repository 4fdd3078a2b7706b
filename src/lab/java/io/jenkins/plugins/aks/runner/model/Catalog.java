package io.jenkins.plugins.aks.runner.model;

import java.util.Optional;
import java.util.SortedSet;

/** The steps that a script can call. */
public interface Catalog {

    Optional<Signature> signature(String step);

    SortedSet<String> names();
}
