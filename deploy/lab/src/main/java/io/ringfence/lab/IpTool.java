package io.ringfence.lab;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code ip} command in batch mode: many lines for the price of one process. */
final class IpTool {

    private static final long LIMIT_SECONDS = 30;

    private IpTool() {}

    /** Carries out the lines in the machine's own namespace; stops at the first that fails. */
    static void batch(List<String> lines) {
        run(List.of("ip", "-batch", "-"), lines);
    }

    /** Carries out the lines inside a namespace; stops at the first that fails. */
    static void batchInside(String namespace, List<String> lines) {
        run(List.of("ip", "-n", namespace, "-batch", "-"), lines);
    }

    /** Whether the command is installed. */
    static boolean present() {
        try {
            return new ProcessBuilder("ip", "-V")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void run(List<String> command, List<String> lines) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
                for (String line : lines) {
                    input.write(line + "\n");
                }
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new LabFailure(failure(command, lines, said));
            }
        } catch (IOException e) {
            throw new LabFailure("cannot run ip; is iproute2 installed?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted while ip worked", e);
        }
    }

    /** ip names the line it failed at by number only ({@code Command failed -:3}); say the line itself. */
    private static String failure(List<String> command, List<String> lines, String said) {
        List<String> words = new ArrayList<>(List.of(String.join(" ", command) + ": " + said.strip()));
        for (int number = 1; number <= lines.size(); number++) {
            if (said.lines().anyMatch(("Command failed -:" + number)::equals)) {
                words.add("line " + number + " is: " + lines.get(number - 1));
            }
        }
        return String.join("; ", words);
    }
}
