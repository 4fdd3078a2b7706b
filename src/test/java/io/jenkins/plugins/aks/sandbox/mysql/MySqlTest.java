package io.jenkins.plugins.aks.sandbox.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.kubernetes.DatabaseCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A MySQL server in a pod, and its clients. */
class MySqlTest {
    private static final String POOL = "{name: user, properties: {count: 3, mode: User, vmSize: Standard_D4ds_v5}}";

    private final DatabaseCluster cluster = new DatabaseCluster();

    @BeforeEach
    void nodes() {
        cluster.api().cluster(POOL);
        cluster.pass(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void server(String options) {
        cluster.database("managed-csi", options);
        cluster.api().settle();
        cluster.api().settle();
        cluster.pod("client", "containers: [{name: c, image: 'mysql:8.4', command: [sleep, infinity]}]");
        cluster.api().settle();
    }

    private ExecResult client(String... argv) {
        return cluster.run("client", "", argv);
    }

    @Test
    void rowsAreKeptInAnEngine() {
        server("");

        ExecResult made = cluster.sql("CREATE TABLE school.students (RollNumber INT, Name VARCHAR(250));"
                + " INSERT INTO school.students VALUES (1, 'Student1'), (2, 'O''Neil\\ttab')");
        assertThat(made.error()).contains("[Warning] Using a password");
        assertThat(made.exitCode()).isZero();
        assertThat(cluster.sql("SELECT * FROM school.students").out()).isEqualTo("1\tStudent1\n2\tO'Neil\\ttab\n");
        assertThat(client(
                                "mysql",
                                "-h",
                                "mysql-read",
                                "-uapp",
                                "-ppa55",
                                "school",
                                "-B",
                                "-e",
                                "SELECT COUNT(*) AS n FROM students")
                        .out())
                .isEqualTo("n\n2\n");
        assertThat(client(
                                "mysql",
                                "-h",
                                "mysql-0.mysql",
                                "-uapp",
                                "-ppa55",
                                "-t",
                                "-e",
                                "SELECT * FROM school.students WHERE RollNumber = 1")
                        .out())
                .isEqualTo("+------------+----------+\n| RollNumber | Name     |\n+------------+----------+\n"
                        + "|          1 | Student1 |\n+------------+----------+\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE DATABASE school            | ERROR 1007 (HY000) at line 1: Can't create database 'school';"
                        + " database exists",
                "CREATE DATABASE IF NOT EXISTS school | ''",
                "SELECT * FROM school.nothing      | ERROR 1146 (42S02) at line 1: Table 'school.nothing' doesn't"
                        + " exist",
                "USE school; SELECT * FROM nothing | ERROR 1146 (42S02) at line 1: Table 'school.nothing' doesn't"
                        + " exist",
                "USE nowhere                       | ERROR 1049 (42000) at line 1: Unknown database 'nowhere'",
                "INSERT INTO nowhere.t VALUES (1)  | ERROR 1049 (42000) at line 1: Unknown database 'nowhere'",
                "CREATE TABLE t (a INT)            | ERROR 1046 (3D000) at line 1: No database selected",
                "SELECT * FROM t                   | ERROR 1046 (3D000) at line 1: No database selected",
                "CREATE TABLE school.k (a INT)     | ERROR 1050 (42S01) at line 1: Table 'k' already exists",
                "INSERT INTO school.k VALUES (1)   | ERROR 1062 (23000) at line 1: Duplicate entry '1' for key"
                        + " 'k.PRIMARY'",
                "INSERT INTO school.k VALUES (1,2) | ERROR 1136 (21S01) at line 1: Column count doesn't match value"
                        + " count at row 1",
                "INSERT INTO school.k VALUES (NULL) | ERROR 1048 (23000) at line 1: Column 'a' cannot be null",
                "SELECT b FROM school.k            | ERROR 1054 (42S22) at line 1: Unknown column 'b' in 'field list'",
                "SELEC 1                           | ERROR 1064 (42000) at line 1: You have an error in your SQL"
                        + " syntax; check the manual that corresponds to your MySQL server version for the right syntax to"
                        + " use near 'SELEC 1' at line 1",
                "SELECT @@nothing                  | ERROR 1193 (HY000) at line 1: Unknown system variable 'nothing'",
            })
    void errorsAreTheServersOwn(String sql, String error) {
        server("");
        cluster.sql("CREATE TABLE school.k (a INT PRIMARY KEY); INSERT INTO school.k VALUES (1)");

        ExecResult result = cluster.run("mysql-0", sql, "mysql", "-uroot", "--password=s3cret");

        assertThat(result.error().replaceFirst(".*\n", "").strip()).isEqualTo(error);
        assertThat(result.exitCode()).isEqualTo(error.isEmpty() ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-h none -uapp                | ERROR 2005 (HY000): Unknown MySQL server host 'none' (-2)",
                "-h mysql -P 3307 -uapp       | ERROR 2003 (HY000): Can't connect to MySQL server on 'mysql:3307'"
                        + " (111)",
                "-h mysql -uapp               | ERROR 1045 (28000): Access denied for user 'app'@'IP' (using password:"
                        + " NO)",
                "-h mysql                     | ERROR 1045 (28000): Access denied for user 'root'@'IP' (using"
                        + " password: NO)",
                "-uapp                        | ERROR 2002 (HY000): Can't connect to local MySQL server through socket"
                        + " '/var/run/mysqld/mysqld.sock' (2)",
                "-h mysql -uapp -ppa55 mysql  | ERROR 1044 (42000): Access denied for user 'app'@'%' to database"
                        + " 'mysql'",
                "-h mysql -uapp -ppa55 other  | ERROR 1049 (42000): Unknown database 'other'",
                "--frob                       | mysql: [ERROR] unknown option '--frob'.",
            })
    void whoIsNotLetInIsTold(String options, String error) {
        server("");

        ExecResult result = client(("mysql " + options + " -e SELECT").split(" +"));

        String ip = cluster.object(DatabaseCluster.PODS + "/client")
                .at("/status/podIP")
                .asText();
        assertThat(result.error()
                        .replaceFirst("mysql: .Warning.*\n", "")
                        .replace(ip, "IP")
                        .strip())
                .isEqualTo(error);
        assertThat(result.exitCode()).isNotZero();
    }

    @Test
    void theVolumeHasTheRowsAndTheUsers() {
        server("");
        cluster.sql("CREATE TABLE school.t (id INT AUTO_INCREMENT PRIMARY KEY, at DATETIME(3) DEFAULT"
                + " CURRENT_TIMESTAMP(3), u VARCHAR(36)); INSERT INTO school.t (u) VALUES (UUID()); INSERT INTO"
                + " school.t (id) VALUES (1)");
        cluster.sql("INSERT INTO school.t (u) VALUES (MD5('x'))");
        cluster.sql("START TRANSACTION; INSERT INTO school.t (u) VALUES ('gone')");
        cluster.sql("START TRANSACTION; INSERT INTO school.t (u) VALUES ('kept'); COMMIT");
        String before = cluster.sql("SELECT * FROM school.t ORDER BY id").out();
        assertThat(before.lines()).hasSize(3);

        cluster.restart();
        cluster.api().settle();
        assertThat(cluster.sql("SELECT * FROM school.t ORDER BY id").out()).isEqualTo(before);

        cluster.api().names(DatabaseCluster.PODS);
        try (var client = cluster.api().client()) {
            client.pods().withName("mysql-0").delete();
            client.secrets().withName("mysql").edit(secret -> {
                secret.setStringData(java.util.Map.of("root", "another"));
                return secret;
            });
        }
        cluster.pass(Duration.ofMinutes(2));
        cluster.pass(Duration.ofMinutes(2));
        assertThat(cluster.sql("SELECT * FROM school.t ORDER BY id").out()).isEqualTo(before);
    }

    @Test
    void defaultsAreWorkedOutInAnyDatabase() {
        server("");
        ExecResult made = client(
                "mysql",
                "-h",
                "mysql",
                "-uapp",
                "-ppa55",
                "school",
                "-N",
                "-e",
                "CREATE TABLE IF NOT EXISTS failover_rows (run_id VARCHAR(63) NOT NULL, id BIGINT NOT NULL, checksum"
                        + " CHAR(64) NOT NULL, written_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), KEY by_run"
                        + " (run_id, id)) ENGINE=InnoDB; INSERT INTO failover_rows (run_id, id, checksum) VALUES ('r', 1,"
                        + " MD5('r/1')); SELECT id, checksum, written_at <= NOW(3), SHA2('a', 256) = SHA2('a', 256) FROM"
                        + " failover_rows");

        assertThat(made.error()).doesNotContain("ERROR");
        assertThat(made.out()).matches("1\\t[0-9a-f]{32}\\t1\\t1\\n");
    }

    @Test
    void policiesKeepClientsOut() {
        server("");
        cluster.apply(
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed}, spec: {podSelector:"
                        + " {matchLabels: {app: mysql}}, policyTypes: [Ingress]}}");
        cluster.api().settle();

        ExecResult result =
                client("mysql", "-h", "mysql-read", "-uapp", "-ppa55", "--connect-timeout=3", "-e", "SELECT 1");
        assertThat(result.error())
                .endsWith("ERROR 2003 (HY000): Can't connect to MySQL server on 'mysql-read:3306' (110)\n");
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(3));
        assertThat(cluster.sql("SELECT 1").out()).isEqualTo("1\n");
    }

    @Test
    void aServerWithoutAPasswordOptionDoesNotStart() {
        cluster.pod("bare", "containers: [{name: c, image: 'mysql:8.4'}]");
        cluster.api().settle();
        cluster.api().settle();

        assertThat(cluster.log("bare")).contains("password option is not specified");
        assertThat(cluster.object(DatabaseCluster.PODS + "/bare").toString()).contains("CrashLoopBackOff");
    }

    @Test
    void anOptionThatTheVersionDoesNotKnowEndsTheServer() {
        server("args: ['--default-authentication-plugin=mysql_native_password'],");

        assertThat(cluster.log("mysql-0"))
                .contains("unknown variable 'default-authentication-plugin=mysql_native_password'");
        assertThat(client("mysqladmin", "ping", "-h", "mysql").exitCode()).isEqualTo(1);
    }

    @Test
    void theServerKnowsItself() {
        server("args: ['--innodb-flush-log-at-trx-commit=2'],");

        assertThat(cluster.sql("SELECT @@hostname").out()).isEqualTo("mysql-0\n");
        assertThat(cluster.sql("SHOW VARIABLES LIKE 'innodb_flush_log_at_trx%'").out())
                .isEqualTo("innodb_flush_log_at_trx_commit\t2\n");
        assertThat(cluster.sql("SHOW DATABASES").out().lines())
                .containsExactly("information_schema", "mysql", "performance_schema", "school", "sys");
        assertThat(cluster.sql("SELECT VERSION()").out()).startsWith("8.4.");
        assertThat(client("mysqladmin", "ping", "-h", "mysql").exitCode()).isZero();
        assertThat(client("mysqladmin", "ping", "-h", "mysql", "-uroot", "-ps3cret")
                        .out())
                .isEqualTo("mysqld is alive\n");
    }

    @Test
    void theCommandsOfAScriptComeAtTheirTime() {
        String client = "mysql -h mysql -uapp -ppa55 school -N -e";
        String script = "until " + client + " \"SELECT 1\" > /dev/null 2>&1; do sleep 2; done; echo up; sleep 10; "
                + client + " \"CREATE TABLE late (n INT)\" 2>/dev/null && echo made";
        cluster.pod(
                "job",
                "restartPolicy: Never, containers: [{name: c, image: 'mysql:8.4', command: [sh, -c, '" + script
                        + "']}]");
        cluster.pod(
                "idle", "containers: [{name: c, image: 'mysql:8.4', command: [sh, -c, 'echo hi; sleep infinity']}]");
        cluster.api().settle();
        assertThat(cluster.log("job")).isEmpty();

        server("");
        assertThat(cluster.log("job")).startsWith("up\n");
        cluster.pass(Duration.ofSeconds(30));
        assertThat(cluster.log("job")).isEqualTo("up\nmade\n");
        assertThat(phase("job")).isEqualTo("Succeeded");
        assertThat(cluster.log("idle")).isEqualTo("hi\n");
        assertThat(phase("idle")).isEqualTo("Running");
    }

    private String phase(String pod) {
        return cluster.object(DatabaseCluster.PODS + "/" + pod)
                .at("/status/phase")
                .asText();
    }

    @Test
    void aWriterGoesOnRoundByRound() {
        server("");
        cluster.pod(
                "writer",
                """
                restartPolicy: Never, containers: [{name: w, image: 'mysql:8.4', env: [{name: MYSQL_PWD, value: pa55},
                  {name: WRITE, value: 'mysql -uapp -h mysql-0.mysql school -e "CREATE TABLE IF NOT EXISTS w (n INT, s CHAR(64));
                     INSERT INTO w VALUES ($ROW, ''$SUM'')"'}],
                  command: [sh, -c, 'n=5; while true; do
                    sum=$(printf "%s" "run/$n" | sha256sum | cut -d" " -f1);
                    if error=$(ROW=$n SUM=$sum timeout 10 sh -c "$WRITE" 2>&1); then echo "ack $n $sum"; else echo "fail $n $error"; fi;
                    n=$((n + 1)); sleep 1; done']}]
                """);
        cluster.pass(Duration.ofSeconds(3));
        cluster.pass(Duration.ofSeconds(60));

        long acknowledged = cluster.log("writer")
                .lines()
                .filter(line -> line.startsWith("ack"))
                .count();
        assertThat(acknowledged).isBetween(50L, 62L);
        assertThat(cluster.sql("SELECT COUNT(*), MIN(n) FROM school.w").out()).isEqualTo(acknowledged + "\t5\n");

        cluster.restart();
        cluster.pass(Duration.ofSeconds(60));
        long more = cluster.log("writer")
                .lines()
                .filter(line -> line.startsWith("ack"))
                .count();
        assertThat(more).isBetween(acknowledged + 50, acknowledged + 62);
        assertThat(cluster.sql("SELECT COUNT(DISTINCT n), COUNT(*) FROM school.w")
                        .out())
                .isEqualTo(more + "\t" + more + "\n");
        assertThat(cluster.log("writer")).contains("ack 5 96d085ca043e690a").doesNotContain("fail");
    }
}
