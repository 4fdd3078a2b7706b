package io.jenkins.plugins.aks.check;

/** One cell of a matrix: a connection and what is expected of it. */
public record Connection(ProbeSource from, ProbeTarget to, Expectation expect) {

    public Check check() {
        return new Check(from.text() + " -> " + to.text(), expect.text());
    }
}
