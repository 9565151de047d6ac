package io.ringfence.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as the launcher runs it: its own JVM, killed and stopped from outside. */
class LocalInfrastructureTest {
    @TempDir
    Path directory;

    private final int kafkaPort = LoopbackPort.findFree();
    private final int postgresPort = LoopbackPort.findFree();
    private @Nullable Process program;

    @AfterEach
    void endWhatStillRuns() throws Exception {
        if (program != null && program.isAlive()) {
            program.destroy();
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        new PostgresDirectory(directory.resolve("postgres")).stopServer();
    }

    @Test
    void theStartAfterAKillTakesOverTheOrphanedServerAndItsRows() throws Exception {
        Process killed = launch();
        assertThat(firstLine(killed)).startsWith("ready: ");
        execute("create table note (text text); insert into note values ('kept')");
        killed.destroyForcibly().waitFor();
        ProcessHandle orphan = postgres().orElseThrow();

        assertThat(firstLine(launch())).startsWith("ready: ");

        assertThat(orphan.isAlive()).isFalse();
        assertThat(query("select text from note")).isEqualTo("kept");
    }

    @Test
    void sigtermStopsBothServersAndLeavesNoProcess() throws Exception {
        Process stopped = launch();
        assertThat(firstLine(stopped)).startsWith("ready: ");
        ProcessHandle server = postgres().orElseThrow();

        stopped.destroy();

        assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.isAlive()).isFalse();
        assertThat(LoopbackPort.isFree(kafkaPort)).isTrue();
        assertThat(LoopbackPort.isFree(postgresPort)).isTrue();
    }

    @Test
    void aTakenPortEndsTheProgramWithTheReasonAndWithoutLeavingAServer() throws Exception {
        try (ServerSocket taken = new ServerSocket(kafkaPort, 1, InetAddress.getLoopbackAddress())) {
            Process refused = launch();

            assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(Files.readString(errors())).contains("port " + taken.getLocalPort(), "Kafka");
            assertThat(postgres()).isEmpty();
        }
    }

    private Process launch() throws IOException {
        Process launched = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dringfence.local.directory=" + directory,
                        "-Dringfence.local.programs=" + System.getProperty("java.io.tmpdir") + "/embedded-pg",
                        "-Dringfence.local.kafka-port=" + kafkaPort,
                        "-Dringfence.local.postgres-port=" + postgresPort,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalInfrastructure.class.getName())
                .redirectError(errors().toFile())
                .start();
        program = launched;
        return launched;
    }

    private Path errors() {
        return directory.resolve("errors.log");
    }

    private static @Nullable String firstLine(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return output.readLine();
    }

    private Optional<ProcessHandle> postgres() throws IOException {
        Path processFile = directory.resolve("postgres").resolve("data").resolve("postmaster.pid");
        if (!Files.exists(processFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(processFile);
        return ProcessHandle.of(Long.parseLong(lines.get(0)));
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgresPort + "/rule_service", PostgresServer.USER, "");
    }
}
