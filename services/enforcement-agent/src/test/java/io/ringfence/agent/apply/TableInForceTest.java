package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.agent.apply.TableInForce.Written;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.Tables;
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
        assertThat(kernel.changed()).containsExactly(B, D);
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
    void aTableOfAnEarlierRunIsLeftUntilSomethingIsPut() {
        kernel.editedByOthers(Optional.of("of an earlier run"));
        assertThat(table.putIfAbsent(A)).isEqualTo(Written.NOTHING);
        assertThat(table.repair()).isFalse();
        assertThat(kernel.inForce()).contains("of an earlier run");
    }

    @Test
    void whereThereIsNoTableTheSubstituteIsPut() {
        assertThat(table.putIfAbsent(A)).isEqualTo(Written.SUBSTITUTE);
        assertThat(table.putIfAbsent(A)).isEqualTo(Written.NOTHING);
        assertThat(kernel.loaded()).containsExactly(A);
    }

    @Test
    void aTableOfAnEarlierRunThatIsDeletedIsReplacedByTheSubstitute() {
        kernel.editedByOthers(Optional.of("of an earlier run"));
        table.putIfAbsent(A);
        kernel.editedByOthers(Optional.empty());
        assertThat(table.putIfAbsent(A)).isEqualTo(Written.SUBSTITUTE);
        assertThat(kernel.isInForce(A)).isTrue();
    }
}
