package com.cloudbees.plugins.credentials;

import java.util.stream.Stream;

public class CredentialsMatchers {
    private CredentialsMatchers() {}

    public static CredentialsMatcher always() {
        return item -> true;
    }

    @SuppressWarnings("rawtypes")
    public static CredentialsMatcher instanceOf(Class type) {
        return type::isInstance;
    }

    public static CredentialsMatcher anyOf(CredentialsMatcher... matchers) {
        return item -> Stream.of(matchers).anyMatch(m -> m.matches(item));
    }
}
