package io.ringfence.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the tests with real namespaces share: the assumption, and a packet filter of the test's own. */
final class LabInNamespaces {

    private LabInNamespaces() {}

    static void assumePossible() {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, lack));
    }

    /** Loads nft rules in a machine's namespace. */
    static void filter(NetnsLab lab, String machine, String rules) {
        String said = lab.inside(lab.machine(machine)).call(() -> nft(rules));
        assertThat(said).as("nft").isEmpty();
    }

    private static String nft(String rules) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("nft", "-f", "-").redirectErrorStream(true).start();
        process.getOutputStream().write(rules.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : said;
    }
}
