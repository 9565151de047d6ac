package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.agent.TestNamespace;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a table in the kernel keeps besides, in a namespace of its own. */
abstract class RealKernelContract extends KernelTableContract {

    private static final String NO_SUCH_CHAIN = "table inet ringfence {\n  chain one {\n    jump nowhere\n  }\n}\n";

    private static final String EIGHTY = """
            table inet ringfence {
              chain deny {
                counter drop
              }
              chain say-80 {
                ip saddr vmap { 10.0.0.0-10.1.0.255 : return, 10.1.1.0-10.1.1.5 : goto deny }
                goto deny
              }
              chain in-web {
                tcp dport vmap { 80 : goto say-80, 81-90 : return }
                goto deny
              }
            }
            """;

    private static final String NINETY =
            EIGHTY.replace("say-80", "say-90").replace("10.1.1.5", "10.1.1.6").replace("{ 80 :", "{ 79-80 :");

    private TestNamespace namespace;
    private KernelTable table;

    abstract KernelTable open(TestNamespace namespace);

    @BeforeEach
    void openTable() {
        namespace = new TestNamespace();
        table = open(namespace);
    }

    @AfterEach
    void closeTable() {
        if (table != null) {
            table.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    @Override
    KernelTable table() {
        return table;
    }

    @Test
    void itWorksInsideTheNamespace() {
        table.load(ONE);
        assertThat(namespace.inside("nft", "list", "tables")).contains("table inet ringfence");
    }

    @Test
    void aRefusedTableLeavesTheFormerOneInForceAndTellsWhy() {
        table.load(ONE);
        assertThatThrownBy(() -> table.load(NO_SUCH_CHAIN))
                .isInstanceOf(TableRefused.class)
                .hasMessageContaining("No such file or directory");
        assertThat(table.read()).get().asString().contains("chain one");
    }

    @Test
    void aRefusedDifferenceLeavesTheFormerTextInForceAndTellsWhy() {
        table.load(ONE);
        assertThatThrownBy(() -> table.load(ONE, NO_SUCH_CHAIN))
                .isInstanceOf(TableRefused.class)
                .hasMessageContaining("No such file or directory");
        assertThat(table.read()).get().asString().contains("counter drop");
    }

    @Test
    void chainsThatComeAndChainsThatGoMakeTheTableThatWouldHaveBeenLoadedWhole() {
        table.load(NINETY);
        Set<String> whole = chains();
        table.load(EIGHTY);
        assertThat(chains()).isNotEqualTo(whole);

        table.load(EIGHTY, NINETY);

        assertThat(chains()).isEqualTo(whole);
    }

    /** In whatever order the kernel lists them; the last one ends with the table. */
    private Set<String> chains() {
        return Arrays.stream(table.read().orElseThrow().split("chain ", -1))
                .map(chain -> chain.replaceAll("[}\\s]+$", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void aComplaintNamesTheReasonAndChangesNothing() {
        table.load(ONE);
        assertThat(table.complaint(NO_SUCH_CHAIN)).get().asString().contains("No such file or directory");
        assertThat(table.read()).get().asString().contains("counter drop");
    }

    @Test
    void aForeignEditChangesTheGenerationAndTheText() {
        table.load(ONE);
        long generation = table.generation();
        String before = table.read().orElseThrow();
        namespace.inside("nft", "flush", "chain", "inet", "ringfence", "one");
        assertThat(table.generation()).isNotEqualTo(generation);
        assertThat(table.read()).get().isNotEqualTo(before);
    }

    @Test
    void theTableStaysWhenItsOwnerGoes() {
        try (KernelTable another = open(namespace)) {
            another.load(ONE);
        }
        assertThat(namespace.inside("nft", "list", "tables")).contains("table inet ringfence");
    }
}
