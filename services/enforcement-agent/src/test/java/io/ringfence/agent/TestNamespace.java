package io.ringfence.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.nativecalls.Libc;
import io.ringfence.nativecalls.NetworkNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A network namespace for one test, gone when it is closed. The test is skipped without root. */
public final class TestNamespace implements AutoCloseable {

    private final String name = "rf-agent-" + UUID.randomUUID().toString().substring(0, 8);
    private final NetworkNamespace thread;

    public TestNamespace() {
        assumeTrue(Libc.INSTANCE.geteuid() == 0, "skipped: network namespaces and nftables need root");
        command("ip", "netns", "add", name);
        thread = NetworkNamespace.enter(name);
    }

    public String name() {
        return name;
    }

    public NetworkNamespace thread() {
        return thread;
    }

    /** Runs {@code ip -n <namespace> ...}. */
    public String ip(String arguments) {
        return command(split("ip -n " + name + " " + arguments));
    }

    /** Runs a program inside, failing the test when it fails. */
    public String inside(String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(List.of(command));
        return command(whole.toArray(String[]::new));
    }

    @Override
    public void close() {
        thread.close();
        command("ip", "netns", "del", name);
    }

    private static String[] split(String command) {
        return command.split(" ", -1);
    }

    private static String command(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("%s: %s", String.join(" ", command), output)
                    .isZero();
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
