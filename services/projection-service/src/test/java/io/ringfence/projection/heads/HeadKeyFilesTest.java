package io.ringfence.projection.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.proof.HeadKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadKeyFilesTest {
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
        HeadKey made = HeadKeyFiles.loadOrMake(file);

        HeadKey read = HeadKeyFiles.loadOrMake(file);

        assertThat(read.id()).isEqualTo(made.id()).matches("[0-9a-f]{16}");
        assertThat(HeadKeyFiles.readPublic(publicFile)).isEqualTo(made.publicKey());
        assertThat(read.privatePem()).isEqualTo(made.privatePem());
        assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(Files.readString(publicFile)).startsWith("-----BEGIN PUBLIC KEY-----\n");
        try (var files = Files.list(folder.resolve("keys"))) {
            assertThat(files).containsExactlyInAnyOrder(file, publicFile);
        }
    }

    @Test
    void only_its_owner_can_read_the_private_key() throws IOException {
        HeadKeyFiles.loadOrMake(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_pair_whose_making_was_cut_off_is_finished_or_made_again() throws IOException {
        HeadKey made = HeadKeyFiles.loadOrMake(file);
        Path aside = file.resolveSibling("heads.pem.new");
        Files.move(file, aside);

        assertThat(HeadKeyFiles.loadOrMake(file).id()).isEqualTo(made.id());

        Files.delete(publicFile);
        Files.delete(file);
        Files.writeString(aside, "-----BEGIN PRIV");
        assertThat(HeadKeyFiles.loadOrMake(file).id()).isNotEqualTo(made.id());
        assertThat(aside).doesNotExist();
    }

    @Test
    void a_file_of_the_pair_that_is_missing_is_not_made_up_for() throws IOException {
        HeadKeyFiles.loadOrMake(file);
        String privateText = Files.readString(file);
        Files.delete(file);
        assertThatThrownBy(() -> HeadKeyFiles.loadOrMake(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " is missing");

        Files.writeString(file, privateText);
        Files.delete(publicFile);
        assertThatThrownBy(() -> HeadKeyFiles.loadOrMake(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(publicFile.toString());
        assertThat(publicFile).doesNotExist();
    }

    @Test
    void a_public_key_of_another_pair_is_refused() throws IOException {
        HeadKeyFiles.loadOrMake(file);
        HeadKeyFiles.loadOrMake(folder.resolve("other.pem"));
        Files.copy(folder.resolve("other.pem.pub"), publicFile, StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> HeadKeyFiles.loadOrMake(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not the private key of the public key "
                        + HeadKey.id(HeadKeyFiles.readPublic(publicFile)));
    }

    @Test
    void a_broken_file_is_named() throws IOException {
        HeadKeyFiles.loadOrMake(file);
        for (Path broken : List.of(file, publicFile)) {
            String whole = Files.readString(broken);
            for (String text : List.of(
                    "",
                    "x",
                    whole.substring(0, whole.length() / 2),
                    whole + whole,
                    whole.replaceAll("\n[A-Za-z0-9]", "\n"))) {
                Files.writeString(broken, text);
                assertThatThrownBy(() -> HeadKeyFiles.loadOrMake(file))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(broken.toString());
            }
            Files.writeString(broken, whole);
        }
        assertThat(HeadKeyFiles.loadOrMake(file).id()).isNotEmpty();
    }
}
