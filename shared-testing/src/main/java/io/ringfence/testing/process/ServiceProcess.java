package io.ringfence.testing.process;

import io.ringfence.local.LoopbackPort;
import io.ringfence.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One built service (its fast-jar) in a JVM of its own, on a free loopback port that it keeps over restarts. What it
 * says goes to a log file below the test module's {@code target/logs}.
 *
 * <p>Not thread-safe.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final Path jar;
    private final Map<String, String> properties;
    private final int port;
    private final Path log;
    private List<String> launcher = List.of();
    private @Nullable Process process;

    /**
     * A service that is not started yet.
     *
     * @param name for the log and for messages; two of one module need two names
     * @param module the folder of the module from the project's root, such as {@code services/rule-service}
     * @param properties system properties for its JVM; the port is added
     * @throws IllegalStateException when the module is not built
     */
    public ServiceProcess(String name, String module, Map<String, String> properties) {
        this.name = name;
        this.jar = ProjectRoot.find().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: build the module first (mvn package)");
        }
        this.properties = new TreeMap<>(properties);
        this.port = LoopbackPort.findFree();
        this.log = logFolder().resolve(name + ".log");
    }

    private static Path logFolder() {
        try {
            return Files.createDirectories(Path.of("target", "logs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JVM is started by this command, which is to become it. */
    public ServiceProcess under(String... command) {
        launcher = List.of(command);
        return this;
    }

    /** Starts the JVM and does not wait for it. */
    public ServiceProcess start() {
        try {
            Process started = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            process = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /**
     * Runs the same program and settings with these arguments to its end, beside the service.
     *
     * @return all that it printed
     * @throws AssertionError when it fails or does not end
     */
    public String run(String... arguments) {
        List<String> command = command();
        command.addAll(List.of(arguments));
        try {
            Process running =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!awaitEnd(running) || running.exitValue() != 0) {
                throw new AssertionError(name + " " + String.join(" ", arguments) + " failed: " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    /** Waits until the service says that it is ready; fails with the end of its log if it dies or takes over 3 minutes. */
    public ServiceProcess awaitReady() {
        Waiting.until(BOOT, () -> name + " is ready; its log ends with:\n" + logTail(), () -> {
            if (!isAlive()) {
                throw new AssertionError(name + " has ended; its log ends with:\n" + logTail());
            }
            return isReady();
        });
        return this;
    }

    private boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(uri("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /** Ends the JVM as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitEnd(running);
        }
    }

    /** Stops the JVM where it is (SIGSTOP), until it is resumed or closed. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a paused JVM go on (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(name + " does not run");
        }
        try {
            Process sent = new ProcessBuilder("kill", "-" + signal, Long.toString(running.pid()))
                    .inheritIO()
                    .start();
            if (!awaitEnd(sent) || sent.exitValue() != 0) {
                throw new IllegalStateException("SIG" + signal + " could not be sent to " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the JVM to end (SIGTERM), also one that is paused; kills it after 20 s. */
    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            if (running.isAlive()) {
                resume();
            }
            running.destroy();
            if (!awaitEnd(running)) {
                kill();
            }
        }
    }

    private static boolean awaitEnd(Process running) {
        try {
            return running.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The process id. */
    public long pid() {
        if (process == null) {
            throw new IllegalStateException(name + " is not started");
        }
        return process.pid();
    }

    public int port() {
        return port;
    }

    /** An address of the service. */
    public URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port + pathAndQuery);
    }

    /** The last lines of the log, for a failure's message. */
    public String logTail() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }
}
