package io.ringfence.testing.infrastructure;

import io.ringfence.local.LoopbackPort;
import io.ringfence.local.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@link EmbeddedServersProgram} in a JVM of its own, so that a broker's logging, class loading and way of dying
 * stay out of the tests'. That JVM ends with this one, however this one ends.
 */
final class EmbeddedServers {
    private static final String HOST = "127.0.0.1";

    private EmbeddedServers() {}

    static Endpoints start() {
        int kafkaPort = LoopbackPort.findFree();
        int postgresPort = LoopbackPort.findFree();
        try {
            Path directory = Files.createTempDirectory("ringfence-test-");
            Path log = directory.resolve("program.log");
            Process program = launch(directory, log, kafkaPort, postgresPort);
            awaitReady(program, log);
            // Its class must not need loading at the end, when the class loader of the test may be closed.
            Runtime.getRuntime().addShutdownHook(new ProgramEnd(program));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Endpoints(HOST + ":" + kafkaPort, HOST, postgresPort, PostgresServer.USER, "any");
    }

    private static Process launch(Path directory, Path log, int kafkaPort, int postgresPort) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dringfence.local.directory=" + directory,
                        "-Dringfence.local.programs=" + Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"),
                        "-Dringfence.local.kafka-port=" + kafkaPort,
                        "-Dringfence.local.postgres-port=" + postgresPort,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedServersProgram.class.getName())
                .redirectError(Redirect.to(log.toFile()))
                .start();
    }

    private static void awaitReady(Process program, Path log) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            String reason = Files.exists(log) ? Files.readString(log) : "it left no log";
            throw new IllegalStateException("the embedded servers did not start:\n" + reason);
        }
    }

    /** Ends the program by closing its standard input, and waits, so that nothing outlives the tests. */
    private static final class ProgramEnd extends Thread {
        private final Process program;

        ProgramEnd(Process program) {
            super("embedded-servers-end");
            this.program = program;
        }

        @Override
        public void run() {
            try {
                program.getOutputStream().close();
                if (!program.waitFor(60, TimeUnit.SECONDS)) {
                    program.destroyForcibly();
                }
            } catch (IOException e) {
                program.destroy();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
