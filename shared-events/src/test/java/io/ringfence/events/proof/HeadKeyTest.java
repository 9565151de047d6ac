package io.ringfence.events.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadKeyTest {
    @TempDir
    private Path folder;

    private Path file;
    private Path publicFile;

    @BeforeEach
    void name() {
        file = folder.resolve("keys").resolve("heads.pem");
        publicFile = folder.resolve("keys").resolve("heads.pem.pub");
    }

    @Test
    void a_pair_is_made_once_and_read_from_then_on() throws IOException {
        HeadKey made = HeadKey.loadOrMake(file);

        HeadKey read = HeadKey.loadOrMake(file);

        assertThat(read.id()).isEqualTo(made.id()).matches("[0-9a-f]{16}");
        assertThat(HeadKey.readPublic(publicFile)).isEqualTo(made.publicKey());
        assertThat(read.sign(SignedHeadTest.FIRST).verify(made.publicKey())).isTrue();
        assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(Files.readString(publicFile)).startsWith("-----BEGIN PUBLIC KEY-----\n");
        try (var files = Files.list(folder.resolve("keys"))) {
            assertThat(files).containsExactlyInAnyOrder(file, publicFile);
        }
    }

    @Test
    void only_its_owner_can_read_the_private_key() throws IOException {
        HeadKey.loadOrMake(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_pair_whose_making_was_cut_off_is_finished_or_made_again() throws IOException {
        HeadKey made = HeadKey.loadOrMake(file);
        Path aside = file.resolveSibling("heads.pem.new");
        Files.move(file, aside);

        assertThat(HeadKey.loadOrMake(file).id()).isEqualTo(made.id());

        Files.delete(publicFile);
        Files.delete(file);
        Files.writeString(aside, "-----BEGIN PRIV");
        assertThat(HeadKey.loadOrMake(file).id()).isNotEqualTo(made.id());
        assertThat(aside).doesNotExist();
    }

    @Test
    void a_file_of_the_pair_that_is_missing_is_not_made_up_for() throws IOException {
        HeadKey.loadOrMake(file);
        String privateText = Files.readString(file);
        Files.delete(file);
        assertThatThrownBy(() -> HeadKey.loadOrMake(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " is missing");

        Files.writeString(file, privateText);
        Files.delete(publicFile);
        assertThatThrownBy(() -> HeadKey.loadOrMake(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(publicFile.toString());
        assertThat(publicFile).doesNotExist();
    }

    @Test
    void a_public_key_of_another_pair_is_refused() throws IOException {
        HeadKey.loadOrMake(file);
        HeadKey.loadOrMake(folder.resolve("other.pem"));
        Files.copy(folder.resolve("other.pem.pub"), publicFile, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> HeadKey.loadOrMake(file))
                .isInstanceOf(IOException.class)
                .hasMessage(publicFile + " is not the public key of " + file);
    }

    @Test
    void a_broken_file_is_named() throws IOException {
        HeadKey.loadOrMake(file);
        for (Path broken : List.of(file, publicFile)) {
            String whole = Files.readString(broken);
            for (String text : List.of(
                    "",
                    "x",
                    whole.substring(0, whole.length() / 2),
                    whole + whole,
                    whole.replaceAll("\n[A-Za-z0-9]", "\n"))) {
                Files.writeString(broken, text);
                assertThatThrownBy(() -> HeadKey.loadOrMake(file))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(broken.toString());
            }
            Files.writeString(broken, whole);
        }
        assertThat(HeadKey.loadOrMake(file).id()).isNotEmpty();
    }
}
