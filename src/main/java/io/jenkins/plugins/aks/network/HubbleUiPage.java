package io.jenkins.plugins.aks.network;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ServicePage;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches the page of Hubble UI through the API server, so that nothing has to be forwarded (W050). A Service may take a
 * moment to find its pod, so what does not come is asked for again for a while.
 */
final class HubbleUiPage {
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final String UNTIL = "pageUntil";
    private static final int OK = 200;
    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
    private static final String EXPECTED = "Hubble";
    private static final int SHOWN = 200;

    private ServicePage request;
    private String before = "";

    /** Its status and title; empty while it is not there. */
    Optional<Map<String, Object>> look(KubernetesClient client, Journal journal, Clock clock)
            throws OperationException, TransientException, IOException {
        if (request == null) {
            request = ServicePage.ask(client, "kube-system", "hubble-ui", 80, "");
            return Optional.empty();
        }
        String subject = request.subject();
        Optional<ServicePage.Answer> answer = answer();
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        String title = title(answer.get());
        if (answer.get().status() == OK && title.contains(EXPECTED)) {
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("status", OK);
            page.put("title", title);
            return Optional.of(page);
        }
        before = said(answer.get(), title);
        if (isOver(journal, clock)) {
            throw new OperationException("Hubble UI is applied and its pod is ready, but " + subject
                    + " does not give its page within " + WITHIN.toSeconds() + " seconds: expected HTTP 200 with the"
                    + " title Hubble UI, got " + before + ". Look at it with kubeGet(kind: 'pods', namespace:"
                    + " 'kube-system', selector: 'k8s-app=hubble-ui', describe: true) and kubeLogs(workload:"
                    + " 'deployment/hubble-ui', namespace: 'kube-system', container: 'frontend'), and whether a"
                    + " network policy of kube-system selects the pod.");
        }
        return Optional.empty();
    }

    /** What came back, or failed, is not looked at again. */
    private Optional<ServicePage.Answer> answer() throws OperationException, TransientException {
        ServicePage asked = request;
        request = null;
        Optional<ServicePage.Answer> answer = asked.look();
        if (answer.isEmpty()) {
            request = asked;
        }
        return answer;
    }

    /** The turn after a look that gave nothing. */
    Turn again() {
        boolean asked = request != null;
        String last = before.isEmpty() ? "" : "; until now " + before;
        return Turn.again(asked ? SOON : BETWEEN, "the page of Hubble UI" + last);
    }

    private static boolean isOver(Journal journal, Clock clock) throws IOException {
        Instant now = clock.instant();
        Optional<Instant> until = journal.instant(UNTIL);
        if (until.isEmpty()) {
            journal.put(UNTIL, now.plus(WITHIN).toString());
            journal.save();
            return false;
        }
        return now.isAfter(until.get());
    }

    private static String title(ServicePage.Answer answer) {
        Matcher title = TITLE.matcher(answer.text());
        return title.find() ? title.group(1).strip() : "";
    }

    private static String said(ServicePage.Answer answer, String title) {
        String text = answer.text().strip();
        String said = title.isEmpty() ? text.substring(0, Math.min(SHOWN, text.length())) : "the page '" + title + "'";
        return "HTTP " + answer.status() + (said.isEmpty() ? "" : ": " + said);
    }

    void close() {
        if (request != null) {
            request.close();
        }
    }
}
