package io.jenkins.plugins.aks.fleet;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must be true of the members at the end.
 *
 * @param members that must have the placement; null for no wish
 * @param absent members that must not have it
 * @param atLeast how many must have it; null for every member that was picked
 * @param exactly how many have it; null for no wish
 */
record Expectation(Set<String> members, Set<String> absent, Integer atLeast, Integer exactly) {

    static Expectation of(Map<String, String> given) throws InvalidParameterException {
        if (given == null) {
            return new Expectation(null, Set.of(), null, null);
        }
        for (String key : given.keySet()) {
            if (!Set.of("members", "absent", "atLeast", "exactly").contains(key)) {
                throw new InvalidParameterException(
                        "expect", key, "members, absent, atLeast and exactly", "Correct the name.");
            }
        }
        Set<String> absent = names(given.get("absent"));
        return new Expectation(
                names(given.get("members")),
                absent == null ? Set.of() : absent,
                number(given, "atLeast"),
                number(given, "exactly"));
    }

    /** A script's list is a text with brackets here. */
    private static Set<String> names(String text) {
        if (text == null) {
            return null;
        }
        Set<String> names =
                new TreeSet<>(List.of(text.replaceAll("[\\[\\]]", "").split("[,\\s]+")));
        names.remove("");
        return names;
    }

    private static Integer number(Map<String, String> given, String key) throws InvalidParameterException {
        String text = given.get(key);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,4}")) {
            throw new InvalidParameterException(
                    "expect", key + ": " + text, "a number of members", "Give a number from 0.");
        }
        return Integer.valueOf(text);
    }

    /** Whether members that were picked and do not have the placement are allowed. */
    private boolean isLenient() {
        return members != null || atLeast != null || exactly != null;
    }

    /** What is not as expected, for people; empty where all is. */
    List<String> problems(List<MemberVerdict> verdicts) {
        Set<String> placed = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (MemberVerdict verdict : verdicts) {
            if (verdict.isPlaced()) {
                placed.add(verdict.name());
            } else if (verdict.isFailure() && !isLenient()) {
                problems.add(verdict.text());
            }
        }
        for (String name : members == null ? Set.<String>of() : members) {
            if (!placed.contains(name)) {
                problems.add(verdicts.stream()
                        .filter(verdict -> verdict.name().equals(name))
                        .map(MemberVerdict::text)
                        .findFirst()
                        .orElse(name + ": expected to have it, and is not among the members that were picked"));
            }
        }
        for (String name : absent) {
            if (placed.contains(name)) {
                problems.add(name + ": expected not to have it, and has it");
            }
        }
        if (atLeast != null && placed.size() < atLeast) {
            problems.add("expected at least " + atLeast + " members to have it, found " + placed.size() + ": " + placed
                    + others(verdicts));
        }
        if (exactly != null && placed.size() != exactly) {
            problems.add("expected " + exactly + " members to have it, found " + placed.size() + ": " + placed
                    + others(verdicts));
        }
        return problems;
    }

    private static String others(List<MemberVerdict> verdicts) {
        List<String> texts = verdicts.stream()
                .filter(MemberVerdict::isFailure)
                .map(MemberVerdict::text)
                .toList();
        return texts.isEmpty() ? "" : "; the others: " + String.join("; ", texts);
    }
}
