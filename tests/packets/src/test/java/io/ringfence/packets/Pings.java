package io.ringfence.packets;

import io.ringfence.lab.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A run of pings, a hundred a second, and how it went. */
final class Pings implements AutoCloseable {

    private static final Pattern SUMMARY = Pattern.compile("(\\d+) packets transmitted, (\\d+) received");

    private final Process process;

    private Pings(Process process) {
        this.process = process;
    }

    static Pings start(Machine from, Machine to, int count) {
        try {
            return new Pings(new ProcessBuilder(
                            "ip",
                            "netns",
                            "exec",
                            from.namespace(),
                            "ping",
                            "-q",
                            "-i",
                            "0.01",
                            "-W",
                            "2",
                            "-c",
                            Integer.toString(count),
                            to.ipv4().getHostAddress())
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isUnderWay() {
        return process.isAlive();
    }

    /** Waits for the end, and says how many were sent and not answered. */
    int lost() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = output.lines().collect(Collectors.toList());
            process.waitFor();
            Matcher summary = SUMMARY.matcher(String.join("\n", lines));
            if (!summary.find()) {
                throw new AssertionError("ping said: " + lines);
            }
            return Integer.parseInt(summary.group(1)) - Integer.parseInt(summary.group(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
