package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import io.ringfence.agent.table.Tables;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every way of putting a table in force keeps. */
abstract class KernelTableContract {

    static final Table ONE = Tables.of("one", "counter drop");
    static final Table TWO = Tables.of("two", "counter drop");
    static final Epoch FIRST = new Epoch(MarkMask.DEFAULT, 1);
    static final Epoch SECOND = new Epoch(MarkMask.DEFAULT, 2);

    abstract KernelTable table();

    @Test
    void thereIsNoTableBeforeTheFirstLoad() {
        assertThat(table().read()).isEmpty();
    }

    @Test
    void aLoadReplacesTheWholeTable() {
        table().load(ONE, FIRST);
        assertThat(table().read()).get().asString().contains("chain one");
        table().load(TWO, FIRST);
        assertThat(table().read()).get().asString().contains("chain two").doesNotContain("chain one");
    }

    @Test
    void aChangeComesToTheTableThatWouldHaveBeenLoadedWhole() {
        Table more = Tables.of("one", "meta l4proto tcp counter drop", "counter accept");
        for (Table wanted : List.of(more, TWO)) {
            table().load(wanted, SECOND);
            String whole = table().read().orElseThrow();
            table().load(ONE, FIRST);
            long before = table().generation();
            int transactions = table().change(TableChange.between(ONE, wanted, Set.of()), SECOND);
            assertThat(table().read()).contains(whole);
            assertThat(table().generation()).isEqualTo(before + transactions);
        }
    }

    @Test
    void readingTwiceGivesTheSameText() {
        table().load(ONE, FIRST);
        assertThat(table().read()).isEqualTo(table().read());
    }

    @Test
    void theGenerationGrowsByOneWithALoadAndStandsStillOtherwise() {
        table().load(ONE, FIRST);
        long before = table().generation();
        assertThat(table().read()).isPresent();
        assertThat(table().complaint(TWO)).isEmpty();
        assertThat(table().generation()).isEqualTo(before);
        table().load(TWO, FIRST);
        assertThat(table().generation()).isEqualTo(before + 1);
    }
}
