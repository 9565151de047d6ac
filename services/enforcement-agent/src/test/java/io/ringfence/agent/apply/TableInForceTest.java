package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.Tables;
import io.ringfence.events.enforcement.EnforcementReport.Drift;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableInForceTest {

    private static final Table A = Tables.of("one", "drop");
    private static final Table B = Tables.of("one", "return");
    private static final Table C = Tables.of("two", "drop");
    private static final Table D = Tables.of("two", "return");

    private final CountingEpochs epochs = new CountingEpochs();
    private final InMemoryTable kernel = new InMemoryTable();
    private final TableInForce table = new TableInForce(kernel, epochs);

    @Test
    void whatIsInForceIsNotWrittenAgain() {
        assertThat(table.put(A, Set.of())).isTrue();
        assertThat(table.put(A, Set.of())).isFalse();
        assertThat(kernel.loaded()).containsExactly(A);
    }

    @Test
    void whileNobodyElseWritesOnlyTheDifferenceIsWritten() {
        table.put(A, Set.of());
        table.put(B, Set.of());
        kernel.othersWorkElsewhere();
        table.put(C, Set.of());
        table.put(D, Set.of());
        assertThat(kernel.loaded()).containsExactly(A, B, C, D);
        assertThat(kernel.changed()).containsExactly(B, C, D);
    }

    @Test
    void whoeverChangedTheTableIsNamedWithWhatTheyDid() {
        table.put(A, Set.of());
        assertThat(table.drift()).isNull();
        kernel.editedByOthers(Optional.of("edited"));
        table.repair();
        kernel.editedByOthers(Optional.empty());
        table.put(A, Set.of());
        assertThat(table.drift()).isEqualTo(new Drift(2, "the table deleted", "nft, process 4711"));
    }

    @Test
    void aForeignEditInTheMiddleOfAChangeIsFound() {
        table.put(A, Set.of());
        kernel.beforeTheNextChange(() -> kernel.othersDid("rule added to forward"));
        table.put(B, Set.of());
        assertThat(table.repair()).isTrue();
        assertThat(table.drift()).isEqualTo(new Drift(1, "rule added to forward", "nft, process 4711"));
        assertThat(kernel.isInForce(B)).isTrue();
        assertThat(table.repair()).isFalse();
    }

    @Test
    void whatTheKernelDidNotTellOfIsFoundByListing() {
        table.put(A, Set.of());
        table.repairByListing();
        kernel.editedByOthers(Optional.of("edited"));
        kernel.forget();
        assertThat(table.repair()).isTrue();
        assertThat(kernel.isInForce(A)).isTrue();
        assertThat(table.drift()).isEqualTo(new Drift(1, "it is not what was put there", "not known"));
    }

    @Test
    void workElsewhereThatTheKernelDidNotTellOfWritesNothingWhereTheListingIsTheSame() {
        table.put(A, Set.of());
        table.repairByListing();
        kernel.othersWorkElsewhere();
        kernel.forget();
        assertThat(table.repair()).isFalse();
        assertThat(kernel.loaded()).containsExactly(A);
    }

    @Test
    void eachWriteBeginsAnotherEpochAndNothingElseDoes() {
        table.put(A, Set.of());
        table.put(A, Set.of());
        table.put(B, Set.of());
        kernel.editedByOthers(Optional.empty());
        table.repair();
        assertThat(epochs.begun()).containsExactly(1, 2, 3);
    }

    @Test
    void anEpochThatWasRefusedNeverBegan() {
        table.put(A, Set.of());
        kernel.refuse(text -> text.contains("return"));
        assertThatThrownBy(() -> table.put(B, Set.of())).isInstanceOf(TableRefused.class);
        table.put(C, Set.of());
        assertThat(epochs.begun()).startsWith(1).doesNotContain(2, 3);
    }

    @Test
    void aForeignEditBeforeAChangeIsReplacedWithIt() {
        table.put(A, Set.of());
        kernel.editedByOthers(Optional.of("edited"));
        table.put(B, Set.of());
        assertThat(kernel.isInForce(B)).isTrue();
        assertThat(kernel.changed()).isEmpty();
    }

    @Test
    void aDeletedTableIsRestored() {
        table.put(A, Set.of());
        kernel.editedByOthers(Optional.empty());
        assertThat(table.repair()).isTrue();
        assertThat(kernel.isInForce(A)).isTrue();
    }

    @Test
    void aForeignEditIsRepairedAlsoAfterALookAtTheTable() {
        table.put(A, Set.of());
        assertThat(table.repair()).isFalse();
        kernel.editedByOthers(Optional.of("edited"));
        assertThat(table.repair()).isTrue();
        assertThat(kernel.isInForce(A)).isTrue();
    }

    @Test
    void lookingCostsNoListingWhileNobodyChangesATable() {
        table.put(A, Set.of());
        table.repair();
        int reads = kernel.reads();
        table.repair();
        table.repair();
        assertThat(kernel.reads()).isEqualTo(reads);
    }

    @Test
    void workOnAnotherTableWritesNothing() {
        table.put(A, Set.of());
        table.repair();
        kernel.othersWorkElsewhere();
        assertThat(table.repair()).isFalse();
        assertThat(kernel.loaded()).containsExactly(A);
    }

    @Test
    void aRefusedTextKeepsTheFormerOneAndRepairsToIt() {
        table.put(A, Set.of());
        kernel.refuse(text -> text.contains("return"));
        assertThatThrownBy(() -> table.put(B, Set.of())).isInstanceOf(TableRefused.class);
        kernel.editedByOthers(Optional.empty());
        table.repair();
        assertThat(kernel.isInForce(A)).isTrue();
    }

    @Test
    void aTableOfAnEarlierRunIsNeitherMissingNorPut() {
        kernel.editedByOthers(Optional.of("of an earlier run"));
        assertThat(table.isMissing()).isFalse();
        assertThat(table.isPut()).isFalse();
        assertThat(table.repair()).isFalse();
        assertThat(kernel.inForce()).contains("of an earlier run");
        kernel.editedByOthers(Optional.empty());
        assertThat(table.isMissing()).isTrue();
    }

    @Test
    void whatWasPutIsNotMissingAndIsRepairedWhenItIsGone() {
        assertThat(table.isMissing()).isTrue();
        table.put(A, Set.of());
        kernel.editedByOthers(Optional.empty());
        assertThat(table.isMissing()).isFalse();
        assertThat(table.repair()).isTrue();
    }
}
