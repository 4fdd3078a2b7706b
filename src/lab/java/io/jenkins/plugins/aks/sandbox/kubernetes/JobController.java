package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Job to pods that end. */
final class JobController implements Controller {
    private static final ResourceType JOBS = BuiltInTypes.kind("Job");

    private final ControlPlane plane;

    JobController(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public void reconcile() {
        for (ObjectNode job : plane.list(JOBS)) {
            boolean over = Conditions.isTrue(job, "Complete") || Conditions.isTrue(job, "Failed");
            if (!Meta.deleting(job) && !over) {
                reconcile(job);
            }
        }
    }

    private void reconcile(ObjectNode job) {
        JsonNode spec = job.path("spec");
        List<ObjectNode> pods = plane.podsOf(job);
        int succeeded = count(pods, "Succeeded");
        int failed = count(pods, "Failed");
        int active = (int) pods.stream().filter(Pods::active).count();
        int completions = spec.path("completions").asInt(1);
        boolean exhausted = failed > spec.path("backoffLimit").asInt(6);
        boolean suspended = spec.path("suspend").asBoolean();
        int more = Math.min(spec.path("parallelism").asInt(1), completions - succeeded) - active;
        for (int i = 0; i < more && !exhausted && !suspended; i++) {
            ObjectNode pod = Pods.from(spec.path("template"), job);
            Meta.of(pod).put("generateName", Meta.name(job) + "-");
            Optional<ObjectNode> created = plane.createPod("job-controller", job, pod);
            if (created.isEmpty()) {
                break;
            }
            plane.events()
                    .normal("job-controller", job, "SuccessfulCreate", "Created pod: " + Meta.name(created.get()));
            active++;
        }
        ObjectNode status = Json.child(job, "status");
        if (!status.has("startTime")) {
            status.put("startTime", Meta.time(plane.now()));
        }
        Numbers.put(status, "active", active);
        Numbers.put(status, "succeeded", succeeded);
        Numbers.put(status, "failed", failed);
        finish(job, succeeded >= completions, exhausted);
        plane.save(JOBS, job);
    }

    private void finish(ObjectNode job, boolean complete, boolean exhausted) {
        if (complete) {
            Json.child(job, "status").put("completionTime", Meta.time(plane.now()));
            Conditions.set(
                    job,
                    "Complete",
                    true,
                    "CompletionsReached",
                    "Reached expected number of succeeded pods",
                    plane.now());
            plane.events().normal("job-controller", job, "Completed", "Job completed");
        } else if (exhausted) {
            String message = "Job has reached the specified backoff limit";
            Conditions.set(job, "Failed", true, "BackoffLimitExceeded", message, plane.now());
            plane.events().warning("job-controller", job, "BackoffLimitExceeded", message);
        }
    }

    private static int count(List<ObjectNode> pods, String phase) {
        return (int) pods.stream()
                .filter(pod -> Json.text(pod, "status", "phase").equals(phase))
                .count();
    }
}
