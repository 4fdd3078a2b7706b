package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the logs of containers. A log is followed by reading again from the last time that was seen: that needs no stream,
 * survives a restart, and loses nothing as long as the node keeps the log.
 */
public final class PodLogs {
    private final ApiCall api;

    public PodLogs(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    /**
     * The lines, oldest first.
     *
     * @throws OperationException where there is no log, such as a container that waits for its image: with the service's words
     */
    public List<LogLine> read(PodContainer where, LogQuery query) throws OperationException, TransientException {
        String subject = "read the log of " + where.subject();
        byte[] answer = KubernetesErrors.call(subject, () -> {
            try {
                return ApiCall.bytes(api.get(where.path() + "/log" + query.query(where.container()), "*/*"));
            } catch (IOException silent) {
                throw new TransientException(subject + ": " + silent.getMessage(), silent);
            }
        });
        return new String(answer, StandardCharsets.UTF_8)
                .lines()
                .map(LogLine::of)
                .toList();
    }

    /**
     * What was written after the lines that are known. The API takes times in whole seconds, so lines of the last second come
     * again and are left out here.
     *
     * @param last the time of the last line that is known; null for none
     */
    public List<LogLine> after(PodContainer where, Instant last, int limit)
            throws OperationException, TransientException {
        if (last == null) {
            return read(where, LogQuery.all(limit));
        }
        List<LogLine> fresh = new ArrayList<>();
        for (LogLine line : read(where, new LogQuery(last, -1, false, limit))) {
            if (line.at().isAfter(last)) {
                fresh.add(line);
            }
        }
        return fresh;
    }
}
