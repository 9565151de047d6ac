package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every way of putting a table in force keeps. */
abstract class KernelTableContract {

    static final String ONE = "table inet ringfence {\n  chain one {\n    counter drop\n  }\n}\n";
    static final String TWO = "table inet ringfence {\n  chain two {\n    counter drop\n  }\n}\n";

    abstract KernelTable table();

    @Test
    void thereIsNoTableBeforeTheFirstLoad() {
        assertThat(table().read()).isEmpty();
    }

    @Test
    void aLoadReplacesTheWholeTable() {
        table().load(ONE);
        assertThat(table().read()).get().asString().contains("chain one");
        table().load(TWO);
        assertThat(table().read()).get().asString().contains("chain two").doesNotContain("chain one");
    }

    @Test
    void aLoadOverAFormerTextComesToTheSameTable() {
        String more = ONE.replace("counter drop", "meta l4proto tcp counter drop\n    counter accept");
        for (String wanted : List.of(more, TWO)) {
            table().load(wanted);
            String whole = table().read().orElseThrow();
            table().load(ONE);
            long before = table().generation();
            table().load(ONE, wanted);
            assertThat(table().read()).contains(whole);
            assertThat(table().generation()).isEqualTo(before + 1);
        }
    }

    @Test
    void readingTwiceGivesTheSameText() {
        table().load(ONE);
        assertThat(table().read()).isEqualTo(table().read());
    }

    @Test
    void theGenerationGrowsByOneWithALoadAndStandsStillOtherwise() {
        table().load(ONE);
        long before = table().generation();
        assertThat(table().read()).isPresent();
        assertThat(table().complaint(TWO)).isEmpty();
        assertThat(table().generation()).isEqualTo(before);
        table().load(TWO);
        assertThat(table().generation()).isEqualTo(before + 1);
    }
}
