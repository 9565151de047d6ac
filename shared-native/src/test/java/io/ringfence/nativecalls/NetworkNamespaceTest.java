package io.ringfence.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkNamespaceTest {

    private final String name = "rf-native-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void makeNamespace() throws Exception {
        assumeTrue(Libc.INSTANCE.geteuid() == 0, "network namespaces need root");
        run("ip", "netns", "add", name);
        run("ip", "-n", name, "link", "add", "only-here", "type", "veth");
    }

    @AfterEach
    void removeNamespace() throws Exception {
        if (Libc.INSTANCE.geteuid() == 0) {
            run("ip", "netns", "del", name);
        }
    }

    @Test
    void aProcessStartedByATaskSeesTheNamespacesInterfaces() {
        try (NetworkNamespace inside = NetworkNamespace.enter(name)) {
            assertThat(inside.call(NetworkNamespaceTest::interfaces)).contains("only-here");
        }
    }

    @Test
    void aThreadStartedByATaskIsInsideToo() {
        try (NetworkNamespace inside = NetworkNamespace.enter(name)) {
            String seen = inside.call(() -> {
                String[] answer = new String[1];
                Thread child = new Thread(() -> answer[0] = interfaces());
                child.start();
                child.join();
                return answer[0];
            });
            assertThat(seen).contains("only-here");
        }
    }

    @Test
    void theCallersThreadStaysWhereItWas() {
        try (NetworkNamespace inside = NetworkNamespace.enter(name)) {
            inside.run(() -> {});
            assertThat(interfaces()).doesNotContain("only-here");
        }
    }

    @Test
    void aTaskThatFailsLeavesTheThreadInside() {
        try (NetworkNamespace inside = NetworkNamespace.enter(name)) {
            assertThatThrownBy(() -> inside.run(() -> {
                        throw new IllegalStateException("a task's own failure");
                    }))
                    .hasMessage("a task's own failure");
            assertThat(inside.call(NetworkNamespaceTest::interfaces)).contains("only-here");
        }
    }

    @Test
    void aMissingNamespaceIsRefusedWithTheKernelsWords() {
        assertThatThrownBy(() -> NetworkNamespace.enter("rf-native-missing"))
                .isInstanceOf(NativeFailure.class)
                .hasMessageContaining("/run/netns/rf-native-missing")
                .hasMessageContaining("No such file");
    }

    @Test
    void aNameThatLeavesTheDirectoryIsRefused() {
        assertThatThrownBy(() -> NetworkNamespace.enter("../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theProcessNamespaceIsTheCallersOwn() {
        try (NetworkNamespace process = NetworkNamespace.ofProcess()) {
            assertThat(process.call(NetworkNamespaceTest::interfaces)).isEqualTo(interfaces());
        }
    }

    private static String interfaces() {
        try {
            return run("ip", "-o", "link");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
