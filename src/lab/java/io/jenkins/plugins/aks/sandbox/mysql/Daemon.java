package io.jenkins.plugins.aks.sandbox.mysql;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.container.PodVolumes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The start of {@code mysqld}, alone or by the image's entry point, which fills an empty data directory first. */
final class Daemon {
    private Daemon() {}

    static ExecResult start(ExecCall call, boolean byEntryPoint) {
        Server server = Server.in(call);
        if (!server.options().unknown().isEmpty()) {
            return ExecResult.failed(
                    1,
                    "[ERROR] [MY-000067] [Server] unknown variable '"
                            + server.options().unknown() + "'.\n[ERROR] [MY-010119] [Server] Aborting");
        }
        if (PodVolumes.isDamaged(call, server.variable("datadir"))) {
            return ExecResult.failed(
                    1,
                    "[ERROR] [MY-011971] [InnoDB] Tablespace 'mysql' Page [page id: space=4294967294, page number=5]"
                            + " log sequence number is in the future! The database is corrupt.\n"
                            + "[ERROR] [MY-010119] [Server] Aborting");
        }
        boolean empty = server.journal().identity().isEmpty();
        if (empty && !byEntryPoint) {
            return ExecResult.failed(
                    1,
                    "[ERROR] [MY-010457] [Server] --initialize specified but the data directory is empty: Can't open"
                            + " the mysql.plugin table. Please run the MySQL upgrade procedure.\n"
                            + "[ERROR] [MY-010119] [Server] Aborting");
        }
        if (empty && !hasPassword(server.environment())) {
            return ExecResult.failed(
                    1,
                    "[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n"
                            + "    You need to specify one of the following as an environment variable:\n"
                            + "    - MYSQL_ROOT_PASSWORD\n"
                            + "    - MYSQL_ALLOW_EMPTY_PASSWORD\n"
                            + "    - MYSQL_RANDOM_ROOT_PASSWORD");
        }
        if (empty) {
            initialize(server);
        }
        String log = "[Note] [Entrypoint]: Entrypoint script for MySQL Server "
                + server.options().version() + " started.\n"
                + (empty ? "[Note] [Entrypoint]: Initializing database files\n" : "")
                + "[System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '"
                + server.options().version() + "'  socket: '/var/run/mysqld/mysqld.sock'  port: "
                + server.variable("port") + "  MySQL Community Server - GPL.\n";
        return ExecResult.of(0, "", log).withoutEnd();
    }

    private static boolean hasPassword(Map<String, String> environment) {
        return List.of("MYSQL_ROOT_PASSWORD", "MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD").stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
    }

    private static void initialize(Server server) {
        Map<String, String> environment = server.environment();
        List<String> changes = new ArrayList<>();
        boolean random =
                !environment.getOrDefault("MYSQL_RANDOM_ROOT_PASSWORD", "").isEmpty();
        String password = environment.getOrDefault("MYSQL_ROOT_PASSWORD", "");
        changes.addAll(Accounts.create("root", "%", random ? server.journal().prefix() : password));
        changes.add(Accounts.grant("root", "*"));
        String database = environment.getOrDefault("MYSQL_DATABASE", "");
        if (!database.isEmpty()) {
            changes.add("CREATE SCHEMA IF NOT EXISTS `" + database + "`");
        }
        String user = environment.getOrDefault("MYSQL_USER", "");
        if (!user.isEmpty() && !user.equals("root")) {
            changes.addAll(Accounts.create(user, "%", environment.getOrDefault("MYSQL_PASSWORD", "")));
            if (!database.isEmpty()) {
                changes.add(Accounts.grant(user, database));
            }
        }
        server.journal().create();
        Instant now = server.now();
        Engines.use(server.journal(), engine -> {
            try {
                for (String change : changes) {
                    engine.execute(change, now);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            engine.log(new Engine.Change(changes, now, false), false, now);
            return null;
        });
    }
}
