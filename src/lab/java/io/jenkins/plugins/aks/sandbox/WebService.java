package io.jenkins.plugins.aks.sandbox;

/** A service that answers each request in one piece. */
@FunctionalInterface
public interface WebService {
    WebResponse answer(WebRequest request);
}
