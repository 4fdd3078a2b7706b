package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** The job is complete. */
final class JobReadiness implements Readiness {

    @Override
    public ReadyState of(JsonNode job) {
        JsonNode failed = Readiness.condition(job, "Failed");
        if (failed.path("status").asText().equals("True")) {
            return ReadyState.failed(Readiness.said(failed));
        }
        boolean complete =
                Readiness.condition(job, "Complete").path("status").asText().equals("True");
        boolean suspended = job.at("/spec/suspend").asBoolean();
        int done = job.at("/status/succeeded").asInt();
        int wanted = job.at("/spec/completions").asInt(1);
        return ReadyState.ready(complete || suspended, done + " of " + wanted + " completions");
    }
}
