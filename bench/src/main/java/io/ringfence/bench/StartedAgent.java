package io.ringfence.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An agent's process with the heap and the compiler that its service unit gives it, from start to end. */
final class StartedAgent implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** It goes on making garbage: the least of so many is nearest to what it keeps. */
    private static final int COLLECTIONS = 3;

    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{.*area=\"heap\".*} ([0-9.E]+)$");

    private final Path java = Path.of(System.getProperty("java.home"), "bin");
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path log;
    private final int port = freePort();
    private final long begun = System.nanoTime();
    private final Process process;

    /**
     * @param seconds from the start of the process until it knew so much
     * @param processorSeconds that it had used by then
     * @param heapMegabytes then, after a collection
     */
    record Start(double seconds, double processorSeconds, double heapMegabytes) {}

    StartedAgent(Path jar, Path stateDirectory) {
        log = stateDirectory.resolve("agent.log");
        try {
            process = new ProcessBuilder(
                            java.resolve("java").toString(),
                            "-Xmx512m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dquarkus.http.port=" + port,
                            "-Dkafka.bootstrap.servers=127.0.0.1:9",
                            "-Dringfence.agent.host=bench",
                            "-Dringfence.agent.dataplane=file",
                            "-Dringfence.agent.state-directory=" + stateDirectory,
                            "-jar",
                            jar.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new BenchFailure("the agent does not start: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "agent-end"));
    }

    /** Waits until it says that its image has so many instances. */
    Start untilItKnows(int instances) {
        String image = "\"image\":{\"instances\":" + instances + ",";
        while (!get("/status").contains(image)) {
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new BenchFailure("the agent does not know " + instances + " instances; its log is " + log);
            }
            Quiet.pause(LOOK_EVERY);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        Duration processor = process.info().totalCpuDuration().orElse(Duration.ZERO);
        double heap = Stream.generate(this::heapAfterCollection)
                .limit(COLLECTIONS)
                .min(Double::compare)
                .orElseThrow();
        return new Start(seconds, processor.toMillis() / 1e3, heap / 1e6);
    }

    private double heapAfterCollection() {
        collect();
        return HEAP.matcher(get("/q/metrics"))
                .results()
                .mapToDouble(pool -> Double.parseDouble(pool.group(1)))
                .sum();
    }

    private void collect() {
        try {
            Process collection = new ProcessBuilder(
                            java.resolve("jcmd").toString(), Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (collection.waitFor() != 0) {
                throw new BenchFailure("jcmd did not let the agent collect its garbage");
            }
        } catch (IOException e) {
            throw new BenchFailure("there is no jcmd beside java: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    /** The answer's body; empty while nobody answers. */
    private String get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchFailure("no port is free", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
