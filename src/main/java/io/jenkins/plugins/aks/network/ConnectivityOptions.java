package io.jenkins.plugins.aks.network;

import io.jenkins.plugins.aks.check.CheckEnd;
import java.time.Duration;

/**
 * How connections are checked.
 *
 * @param title of the report
 * @param within how long what differs is probed again
 * @param together the most probes at once
 * @param seconds after which silence counts as an answer
 * @param image of the container for probes beside those of a pod
 * @param end what becomes of the report
 */
record ConnectivityOptions(String title, Duration within, int together, int seconds, String image, CheckEnd end) {}
