package io.jenkins.plugins.aks.sandbox.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {

    private static ExecResult run(String script, String stdin) throws Exception {
        ObjectNode pod = (ObjectNode) new ObjectMapper()
                .readTree("{\"metadata\": {\"name\": \"p\", \"namespace\": \"n\"}, \"spec\": {\"containers\":"
                        + " [{\"name\": \"c\", \"image\": \"busybox\"}]}}");
        ExecCall call = new ExecCall(
                List.of("sh", "-c", script), () -> stdin, Map.of("HOME", "/root", "W", "a b"), pod, "c", new Nothing());
        return Programs.run(call);
    }

    private static String out(String script) throws Exception {
        return run(script, "").out();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "echo a; echo b => a,b",
                "true && echo yes || echo no => yes",
                "false && echo yes || echo no => no",
                "! false && echo turned => turned",
                "echo 'single $HOME' \"double $HOME\" => single $HOME double /root",
                "echo $W; echo \"$W\" => a b,a b",
                "X=1; X=2; echo $X ${X} ${Y:-none} ${X:+set} => 2 2 none set",
                "X=1 printenv X; echo ${X:-gone} => 1,gone",
                "echo $(echo in; echo side) => in side",
                "for i in 1 2 $(seq 3 4); do echo n$i; done => n1,n2,n3,n4",
                "if [ \"$W\" = \"a b\" ]; then echo same; else echo other; fi => same",
                "if false; then echo a; elif true; then echo b; fi => b",
                "i=x; until [ $i = xxx ]; do i=x$i; done; echo $i => xxx",
                "while true; do echo once; break; done => once",
                "(X=in; echo $X); echo ${X:-out} => in,out",
                "{ echo a; echo b; } | wc -l => 2",
                "seq 5 | grep -v 3 | tail -2 | head -n 1 => 4",
                "false; echo $? => 1",
                "exit 0; echo never => ``",
                "echo a > /dev/null; echo b 2>/dev/null => b",
                "echo # comment => ``",
                "echo a\\ b 'c'\"d\" => a b cd",
                "set -e; false; echo never => ``",
                "i=3; i=$((i + 1)); echo $((2 * (i - 1) % 4)) $(( i > 3 )) \"$((10/3))\" => 2 1 3",
                "if x=$(false); then echo yes; else echo no; fi; x=$(true); echo $? => no,0",
                "timeout 5 echo quick; timeout 5 sleep 9 || echo $? => quick,124",
                "printf '%s' abc | sha256sum | cut -d' ' -f1 =>"
                        + " ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "test -d /etc && test ! -f /nothing && echo ok => ok",
            })
    void runsAsAShellDoes(String script, String expected) throws Exception {
        assertThat(out(script).strip().replace("\n", ",")).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void exitCodesAndStreams() throws Exception {
        ExecResult result = run("echo a; echo b >&2; exit 7", "");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out()).isEqualTo("a\n");
        assertThat(result.error()).isEqualTo("b\n");
        assertThat(run("echo b >&2 | cat", "").error()).isEqualTo("b\n");
        assertThat(run("missing", "").exitCode()).isEqualTo(127);
        assertThat(run("cat | tr -d x", "xaxb").out()).isEqualTo("ab");
    }

    @Test
    void timeIsSimulated() throws Exception {
        ExecResult result = run("echo a; sleep 2m; echo b", "");

        assertThat(result.took()).isEqualTo(Duration.ofMinutes(2));
        assertThat(result.output())
                .extracting(ExecResult.Piece::at)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(2));
        assertThat(run("sleep infinity", "").endless()).isTrue();
        assertThat(run("while true; do sleep 1; done", "").endless()).isTrue();
        assertThat(run("tail -f /dev/null", "").endless()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo a > /data/file | redirection with > /data/file",
                "cat < /etc/hostname | redirection with < /etc/hostname",
                "sleep 1 & | commands in the background",
                "echo `date` | backquotes",
                "echo $((1+)) | arithmetic",
                "echo $((1/0)) | divide by zero",
                "f() { echo; } | functions",
                "case x in x) echo;; esac | case",
                "if true; then echo | unexpected end of file",
                "echo 'open | unterminated quoted string",
                "echo ) | unexpected \")\"",
            })
    void whatItDoesNotKnowItRefuses(String script, String reason) throws Exception {
        ExecResult result = run(script, "");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.error()).startsWith("sh: ").contains(reason);
    }

    /** A cluster without anything. */
    private static final class Nothing implements ClusterView {
        @Override
        public String key() {
            return "k";
        }

        @Override
        public Optional<ObjectNode> get(String kind, String namespace, String name) {
            return Optional.empty();
        }

        @Override
        public List<ObjectNode> list(String kind, String namespace) {
            return List.of();
        }

        @Override
        public void standingStill(Runnable work) {
            work.run();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration real(Duration simulated) {
            return simulated;
        }

        @Override
        public Store store() {
            throw new UnsupportedOperationException();
        }
    }
}
