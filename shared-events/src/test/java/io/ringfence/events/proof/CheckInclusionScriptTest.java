package io.ringfence.events.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script in the documents finds the same as {@link InclusionProof#check}, from the proof and the public key alone. */
class CheckInclusionScriptTest {
    private static final Path SCRIPT = Path.of("../docs/check-inclusion.py");

    /** Runs the script in a process for each proof, none of which has to start Python anew, and prints how each ended. */
    private static final String ONE_AFTER_THE_OTHER = """
            import base64, hashlib, json, os, runpy, subprocess, sys, tempfile
            script, key, *proofs = sys.argv[1:]
            for proof in proofs:
                if os.fork() == 0:
                    said = os.open(proof + ".said", os.O_CREAT | os.O_WRONLY)
                    os.dup2(said, 1), os.dup2(said, 2)
                    sys.argv[:] = [script, proof, key]
                    runpy.run_path(script)
                    sys.exit()
                print(os.waitstatus_to_exitcode(os.wait()[1]), flush=True)
            """;

    @TempDir
    private Path folder;

    /** What the script said, and whether it ended as after a proof. */
    private record Finding(boolean proven, String said) {}

    @BeforeAll
    static void lookForItsTools() {
        for (String tool : List.of("python3", "openssl")) {
            assumeTrue(isOnThePath(tool), tool + " is not on this machine, and the script needs it");
        }
    }

    private static boolean isOnThePath(String tool) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(":", -1)).anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    @Test
    void has_at_most_thirty_lines() throws IOException {
        assertThat(Files.readAllLines(SCRIPT)).hasSizeBetween(10, 30).allMatch(line -> line.length() <= 124);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void says_what_a_proof_proves(int sequence) throws Exception {
        Finding finding = check(SampleProof.of(sequence).toJson(), SampleProof.KEY);

        assertThat(finding.said())
                .isEqualTo("PROVEN: rules:sg-1 event " + sequence
                        + " is under head 1 of ringfence.rule.events.v1, until 2026-11-24T10:03:00.000001Z\n");
        assertThat(finding.proven()).isTrue();
    }

    @Test
    void reads_a_body_that_is_no_text() throws Exception {
        byte[] proof = SampleProof.of(3, new byte[] {(byte) 0xff, 0, 1}).toJson();

        assertThat(check(proof, SampleProof.KEY).proven()).isTrue();
    }

    @Test
    void believes_no_other_key() throws Exception {
        Finding finding = check(SampleProof.of(1).toJson(), HeadKey.make());

        assertThat(finding).isEqualTo(new Finding(false, "NOT PROVEN: the head is not signed with this key\n"));
    }

    @Test
    void notices_whatever_is_altered() throws Exception {
        List<String> alterations = List.copyOf(ProofAlterations.ALL.keySet());
        InclusionProof sample = SampleProof.of(3);
        List<byte[]> proofs = new ArrayList<>(List.of(sample.toJson()));
        alterations.forEach(what -> proofs.add(ProofAlterations.altered(sample, what)));

        List<Finding> findings = checkAll(proofs);

        assertThat(findings.get(0).proven()).isTrue();
        for (int i = 0; i < alterations.size(); i++) {
            assertThat(findings.get(i + 1).proven()).as(alterations.get(i)).isFalse();
            assertThat(findings.get(i + 1).said())
                    .as(alterations.get(i))
                    .startsWith("NOT PROVEN: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void notices_a_member_that_is_there_twice() throws Exception {
        String json = new String(SampleProof.of(3).toJson(), StandardCharsets.UTF_8);
        String twice = json.replace("\"body\":", "\"body\":\"what a reader sees\",\"body\":");

        assertThat(check(twice.getBytes(StandardCharsets.UTF_8), SampleProof.KEY))
                .isEqualTo(new Finding(false, "NOT PROVEN: a member is there twice\n"));
    }

    private Finding check(byte[] proof, HeadKey key) throws IOException, InterruptedException {
        Path proofFile = Files.write(folder.resolve("proof.json"), proof);
        Path keyFile = Files.writeString(folder.resolve("key.pem.pub"), key.publicPem());
        Process script = new ProcessBuilder("python3", SCRIPT.toString(), proofFile.toString(), keyFile.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finding(script.waitFor() == 0, said);
    }

    private List<Finding> checkAll(List<byte[]> proofs) throws IOException, InterruptedException {
        Path keyFile = Files.writeString(folder.resolve("key.pem.pub"), SampleProof.KEY.publicPem());
        List<String> command =
                new ArrayList<>(List.of("python3", "-c", ONE_AFTER_THE_OTHER, SCRIPT.toString(), keyFile.toString()));
        for (int i = 0; i < proofs.size(); i++) {
            command.add(Files.write(folder.resolve(i + ".json"), proofs.get(i)).toString());
        }
        Process all = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> codes = new String(all.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(all.waitFor()).as(() -> codes.toString()).isZero();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < proofs.size(); i++) {
            String said = Files.readString(folder.resolve(i + ".json.said"));
            findings.add(new Finding(codes.get(i).equals("0"), said));
        }
        return findings;
    }
}
