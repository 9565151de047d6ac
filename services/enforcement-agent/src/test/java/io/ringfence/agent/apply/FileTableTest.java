package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTableTest extends KernelTableContract {

    @TempDir
    Path state;

    private FileTable table;

    @BeforeEach
    void openTable() {
        table = new FileTable(state.resolve("made-when-needed"));
    }

    @Override
    KernelTable table() {
        return table;
    }

    @Test
    void itSaysThatNothingIsEnforced() {
        assertThat(table.inKernel()).isFalse();
        assertThat(table.description()).contains("nothing is enforced");
    }

    @Test
    void aForeignEditChangesTheGeneration() throws IOException {
        table.load(ONE, FIRST);
        long before = table.generation();
        Files.writeString(state.resolve("made-when-needed/ringfence.nft"), "something else");
        assertThat(table.generation()).isNotEqualTo(before);
    }
}
