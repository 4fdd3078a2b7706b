package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.check.Seen.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs of several makes say. */
class ProbeReadingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NC   | 0   | ''  | b (10.0.0.21:5672) open                                        | OPEN",
                "NC   | 0   | ''  | Connection to b 5672 port [tcp/*] succeeded!                   | OPEN",
                "NC   | 1   | ''  | nc: bad address 'b'                                            | NO_NAME",
                "NC   | 1   | ''  | nc: getaddrinfo for host \"b\" port 80: Name or service not known | NO_NAME",
                "NC   | 1   | ''  | Ncat: Could not resolve hostname \"b\": Name does not resolve. | NO_NAME",
                "NC   | 1   | ''  | nc: b (10.0.0.21:81): Connection refused                       | REFUSED",
                "NC   | 1   | ''  | nc: timed out                                                  | TIMED_OUT",
                "NC   | 1   | ''  | nc: connect to b port 80 (tcp) timed out: Operation now in progress | TIMED_OUT",
                "NC   | 1   | ''  | ''                                                             | UNCLEAR",
                "WGET | 0   | ''  | remote file exists                                             | OPEN",
                "WGET | 1   | ''  | wget: server returned error: HTTP/1.1 405 Method Not Allowed   | OPEN",
                "WGET | 1   | ''  | wget: server returned error: HTTP/1.1 403 Forbidden            | UNCLEAR",
                "WGET | 8   | ''  | HTTP request sent, awaiting response... 404 Not Found          | OPEN",
                "WGET | 1   | ''  | wget: error getting response: Connection reset by peer         | OPEN",
                "WGET | 1   | ''  | wget: bad address 'www.bing.com'                               | NO_NAME",
                "WGET | 4   | ''  | wget: unable to resolve host address 'x'                       | NO_NAME",
                "WGET | 1   | ''  | wget: download timed out                                       | TIMED_OUT",
                "WGET | 1   | ''  | wget: can't connect to remote host (1.2.3.4): Connection refused | REFUSED",
                "CURL | 0   | 200 | ''                                                             | OPEN",
                "CURL | 0   | 503 | ''                                                             | UNCLEAR",
                "CURL | 6   | 000 | curl: (6) Could not resolve host: x                            | NO_NAME",
                "CURL | 7   | 000 | curl: (7) Failed to connect                                    | REFUSED",
                "CURL | 28  | 000 | curl: (28) Connection timed out after 2001 milliseconds        | TIMED_OUT",
                "CURL | 52  | 000 | curl: (52) Empty reply from server                             | OPEN",
                "CURL | 60  | 000 | curl: (60) SSL certificate problem                             | OPEN",
                "CURL | 3   | 000 | curl: (3) URL using bad/illegal format                         | UNCLEAR",
                "NSLOOKUP | 0 | Address: 1.2.3.4 | ''                                              | OPEN",
                "NSLOOKUP | 1 | ;; connection timed out; no servers could be reached | ''          | TIMED_OUT",
                "NSLOOKUP | 1 | ** server can't find x: REFUSED | ''                               | NO_NAME",
                "NSLOOKUP | 1 | ** server can't find x: NXDOMAIN | ''                              | UNCLEAR"
            })
    void eachIsAKindOfAnswer(ProbeTool tool, int exitCode, String out, String error, Outcome outcome) {
        ProbeReading reading = ProbeReading.of(tool, true, new ExecOutcome(exitCode, out, error, false));
        assertThat(reading.outcome()).isEqualTo(outcome);
    }
}
