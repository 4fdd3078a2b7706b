package io.jenkins.plugins.aks.sandbox.kubernetes;

/**
 * How a write is to be done.
 *
 * @param manager the field manager
 * @param fieldValidation Ignore, Warn or Strict
 */
record WriteOptions(String manager, boolean force, boolean dryRun, String fieldValidation) {

    static WriteOptions of(Query query, String userAgent) {
        String manager = query.text("fieldManager");
        if (manager.isEmpty()) {
            String agent = userAgent == null || userAgent.isBlank() ? "unknown" : userAgent;
            manager = agent.split("[/ ]", 2)[0];
        }
        String validation = query.text("fieldValidation");
        String level = validation.isEmpty() ? "Warn" : validation;
        return new WriteOptions(manager, query.isTrue("force"), query.dryRun(), level);
    }

    ManagedEntry entry(String operation, Target target, String time) {
        String apiVersion = target.type().apiVersion();
        return new ManagedEntry(manager, operation, apiVersion, target.subresource(), time, new java.util.TreeSet<>());
    }
}
