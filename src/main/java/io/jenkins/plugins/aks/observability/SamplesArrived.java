package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.MonitoringService;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The Azure Monitor workspace has a sample of each job that is newer than the step's start, asked for by PromQL. */
final class SamplesArrived implements Operation<AksSession> {
    private static final String UNTIL = "samplesUntil";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final ScrapeSpec spec;
    private final TreeSet<String> jobs;
    private final Instant since;

    /** @param targets as {@link TargetsUp} gave them */
    SamplesArrived(ScrapeSpec spec, List<?> targets, Instant since) {
        this.spec = spec;
        this.since = since;
        this.jobs = new TreeSet<>();
        targets.forEach(target -> jobs.add(String.valueOf(((Map<?, ?>) target).get("job"))));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Instant until = deadline(session, journal);
        JsonNode workspace = MonitoringService.MONITOR_WORKSPACE.require(
                session.arm(), spec.groupId(), spec.monitorWorkspace(), "query: false");
        Arm api = session.dataPlane(
                workspace.at("/properties/metrics/prometheusQueryEndpoint").asText(),
                session.cloud().prometheusScope());
        Map<String, Object> newest = new LinkedHashMap<>();
        for (String job : jobs) {
            double time = newest(api, workspace, job, session.clock().instant().isBefore(until));
            if (time < since.getEpochSecond()) {
                return waiting(session, until, workspace, job);
            }
            newest.put(job, Instant.ofEpochSecond((long) time).toString());
        }
        session.log()
                .line("new samples are in the workspace "
                        + workspace.path("name").asText() + ": " + newest);
        return Turn.done(Map.of("samples", newest));
    }

    /** In seconds since 1970; zero where there is none. */
    private double newest(Arm api, JsonNode workspace, String job, boolean patient)
            throws OperationException, TransientException {
        String query = "max(timestamp(up{job=\"" + job + "\",cluster=\"" + spec.cluster() + "\"}))";
        String path = "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20");
        try {
            JsonNode value = api.get(path, "").body().at("/data/result/0/value/1");
            return value.asDouble(0);
        } catch (ArmException refused) {
            boolean denied = refused.status() == 401 || refused.status() == 403;
            if (denied && patient) {
                return 0;
            }
            throw denied
                    ? new OperationException(
                            "Azure Monitor workspace " + workspace.path("name").asText()
                                    + ": this credential may not read its metrics. It needs the role Monitoring Data"
                                    + " Reader on " + workspace.path("id").asText()
                                    + ": azureRole(role: 'Monitoring Data Reader', scope: …) assigns it.",
                            Map.of(
                                    "code",
                                    refused.code(),
                                    "resource",
                                    workspace.path("id").asText()),
                            refused)
                    : refused;
        }
    }

    private Turn waiting(AksSession session, Instant until, JsonNode workspace, String job) throws OperationException {
        String what = "samples of job " + job + " in workspace "
                + workspace.path("name").asText();
        if (session.clock().instant().isBefore(until)) {
            return Turn.again(LOOK_AGAIN, what);
        }
        throw new OperationException(
                "no " + what + " are newer than " + since + ", after " + Durations.format(spec.limit())
                        + ", although the agent scrapes the targets. Look whether the cluster's data collection rule"
                        + " sends to this workspace (aksMonitoring), whether the agent's egress is open, and at the"
                        + " workspace's ingestion limits.",
                Map.of(
                        "code",
                        "SamplesNeverArrived",
                        "resource",
                        workspace.path("id").asText()),
                null);
    }

    private Instant deadline(AksSession session, Journal journal) throws IOException {
        if (journal.instant(UNTIL).isEmpty()) {
            journal.put(UNTIL, session.clock().instant().plus(spec.limit()).toString())
                    .save();
        }
        return journal.instant(UNTIL).orElseThrow();
    }
}
