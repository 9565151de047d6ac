package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.agent.apply.TableInForce.Written;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableInForceTest {

    private final InMemoryTable kernel = new InMemoryTable();
    private final TableInForce table = new TableInForce(kernel);

    @Test
    void whatIsInForceIsNotWrittenAgain() {
        assertThat(table.put("a")).isTrue();
        assertThat(table.put("a")).isFalse();
        assertThat(kernel.loaded()).containsExactly("a");
    }

    @Test
    void whileNobodyElseWritesOnlyTheDifferenceIsWritten() {
        table.put("a");
        table.put("b");
        kernel.othersWorkElsewhere();
        table.put("c");
        table.put("d");
        assertThat(kernel.loaded()).containsExactly("a", "b", "c", "d");
        assertThat(kernel.changed()).containsExactly("b", "d");
    }

    @Test
    void aForeignEditBeforeAChangeIsReplacedWithIt() {
        table.put("a");
        kernel.editedByOthers(Optional.of("edited"));
        table.put("b");
        assertThat(kernel.inForce()).contains("b");
        assertThat(kernel.changed()).isEmpty();
    }

    @Test
    void aDeletedTableIsRestored() {
        table.put("a");
        kernel.editedByOthers(Optional.empty());
        assertThat(table.repair()).isTrue();
        assertThat(kernel.inForce()).contains("a");
    }

    @Test
    void aForeignEditIsRepairedAlsoAfterALookAtTheTable() {
        table.put("a");
        assertThat(table.repair()).isFalse();
        kernel.editedByOthers(Optional.of("edited"));
        assertThat(table.repair()).isTrue();
        assertThat(kernel.inForce()).contains("a");
    }

    @Test
    void lookingCostsNoListingWhileNobodyChangesATable() {
        table.put("a");
        table.repair();
        int reads = kernel.reads();
        table.repair();
        table.repair();
        assertThat(kernel.reads()).isEqualTo(reads);
    }

    @Test
    void workOnAnotherTableWritesNothing() {
        table.put("a");
        table.repair();
        kernel.othersWorkElsewhere();
        assertThat(table.repair()).isFalse();
        assertThat(kernel.loaded()).containsExactly("a");
    }

    @Test
    void aRefusedTextKeepsTheFormerOneAndRepairsToIt() {
        table.put("a");
        kernel.refuse("b"::equals);
        assertThatThrownBy(() -> table.put("b")).isInstanceOf(TableRefused.class);
        kernel.editedByOthers(Optional.empty());
        table.repair();
        assertThat(kernel.inForce()).contains("a");
    }

    @Test
    void aTableOfAnEarlierRunIsLeftUntilSomethingIsPut() {
        kernel.editedByOthers(Optional.of("of an earlier run"));
        assertThat(table.putIfAbsent("closed")).isEqualTo(Written.NOTHING);
        assertThat(table.repair()).isFalse();
        assertThat(kernel.inForce()).contains("of an earlier run");
    }

    @Test
    void whereThereIsNoTableTheSubstituteIsPut() {
        assertThat(table.putIfAbsent("closed")).isEqualTo(Written.SUBSTITUTE);
        assertThat(table.putIfAbsent("closed")).isEqualTo(Written.NOTHING);
        assertThat(kernel.loaded()).containsExactly("closed");
    }

    @Test
    void aTableOfAnEarlierRunThatIsDeletedIsReplacedByTheSubstitute() {
        kernel.editedByOthers(Optional.of("of an earlier run"));
        table.putIfAbsent("closed");
        kernel.editedByOthers(Optional.empty());
        assertThat(table.putIfAbsent("closed")).isEqualTo(Written.SUBSTITUTE);
        assertThat(kernel.inForce()).contains("closed");
    }
}
