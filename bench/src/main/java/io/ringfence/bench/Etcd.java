package io.ringfence.bench;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The peer: one etcd with its defaults (it waits for its disk), and puts of 370-byte values over its HTTP JSON API. */
final class Etcd implements Contestant, AutoCloseable {
    private static final Duration BOOT = Duration.ofSeconds(30);
    private static final String VALUE =
            Base64.getEncoder().encodeToString("x".repeat(370).getBytes(StandardCharsets.UTF_8));

    private final Process server;
    private final HttpLoad door;
    private int puts;

    Etcd(Settings settings) {
        int port = freePort();
        Path directory = settings.directory();
        this.server = start(settings.etcd(), directory, port, freePort());
        try {
            awaitAnswer(port, directory.resolve("etcd.log"));
            this.door = new HttpLoad(URI.create("http://127.0.0.1:" + port), RuleChanges.CLIENTS);
        } catch (RuntimeException failed) {
            stop();
            throw failed;
        }
    }

    private static Process start(String program, Path directory, int port, int peerPort) {
        String address = "http://127.0.0.1:" + port;
        String peerAddress = "http://127.0.0.1:" + peerPort;
        try {
            Process started = new ProcessBuilder(
                            program,
                            "--name=bench",
                            "--data-dir=" + directory.resolve("etcd"),
                            "--listen-client-urls=" + address,
                            "--advertise-client-urls=" + address,
                            "--listen-peer-urls=" + peerAddress,
                            "--initial-advertise-peer-urls=" + peerAddress,
                            "--initial-cluster=bench=" + peerAddress)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("etcd.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "etcd-end"));
            return started;
        } catch (IOException e) {
            throw new BenchFailure("etcd does not start: " + e.getMessage(), e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchFailure("no port is free", e);
        }
    }

    private void awaitAnswer(int port, Path log) {
        long deadline = System.nanoTime() + BOOT.toNanos();
        while (!answers(port)) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new BenchFailure("etcd does not answer; its log is " + log);
            }
            Quiet.pause(Duration.ofMillis(50));
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public String name() {
        return "etcd puts over HTTP JSON, " + RuleChanges.CLIENTS + " clients, 370 bytes";
    }

    @Override
    public double perSecond(Duration time) {
        return door.run(time, client -> Optional.of(put(puts++ % RuleChanges.GROUPS)))
                .perSecond();
    }

    private static Ask put(int number) {
        String key = Base64.getEncoder().encodeToString(("group-" + number).getBytes(StandardCharsets.UTF_8));
        Buffer body = Buffer.buffer("{\"key\":\"" + key + "\",\"value\":\"" + VALUE + "\"}");
        return new Ask("/v3/kv/put", Map.of(), body, 200, answer -> {});
    }

    @Override
    public void close() {
        door.close();
        stop();
    }

    private void stop() {
        server.destroy();
        try {
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.destroyForcibly();
        }
    }
}
