package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One property of a cluster or pool that a parameter of a step sets.
 *
 * @param parameter as the user writes it
 * @param pointer where the service keeps it
 * @param changeable true if a PUT may change it on what exists; what it can't change is refused by name
 */
record Leaf(String parameter, JsonPointer pointer, Kind kind, boolean changeable) {

    /** How two values are compared, and what is kept of the old one when it is replaced. */
    enum Kind {
        /** One value; case and blanks do not count, as the service writes {@code West Europe} and {@code westeurope}. */
        VALUE,
        /** One value; the service may show a numbered one of it, as {@code Ubuntu2204} for {@code Ubuntu}. */
        FAMILY,
        /** A list in any order; case does not count, and a single address is a range of one. */
        SET,
        /** Tags: what it has on top stays. */
        MERGED,
        /** A list or map that is wanted as given, but for what the service itself put in. */
        OWNED,
        /** A map of which the names alone count. */
        NAMES
    }

    static Leaf fixed(String parameter, String pointer) {
        return new Leaf(parameter, JsonPointer.compile(pointer), Kind.VALUE, false);
    }

    static Leaf fixed(String parameter, String pointer, Kind kind) {
        return new Leaf(parameter, JsonPointer.compile(pointer), kind, false);
    }

    static Leaf changeable(String parameter, String pointer) {
        return new Leaf(parameter, JsonPointer.compile(pointer), Kind.VALUE, true);
    }

    static Leaf changeable(String parameter, String pointer, Kind kind) {
        return new Leaf(parameter, JsonPointer.compile(pointer), kind, true);
    }
}
