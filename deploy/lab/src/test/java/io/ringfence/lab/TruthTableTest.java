package io.ringfence.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.lab.TruthTable.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruthTableTest {

    private final TruthTable table =
            new TruthTable("tcp 80", List.of("web", "db")).expect((from, to) -> from.equals("web"));

    @Test
    void allPairsOfDifferentMachinesAreToBeProbed() {
        assertThat(table.pairs()).containsExactly(new Pair("web", "db"), new Pair("db", "web"));
    }

    @Test
    void whatWasSeenAsExpectedIsNoDifference() {
        table.saw(new Pair("web", "db"), true);
        table.saw(new Pair("db", "web"), false);

        assertThat(table.differences()).isEmpty();
        assertThat(table.toString()).isEqualTo("""
                tcp 80
                     web  db  \s
                web       +   \s
                db   .        \s
                """);
    }

    @Test
    void aDifferenceIsNamedInASentenceAndMarkedInTheGrid() {
        table.saw(new Pair("web", "db"), false);
        table.saw(new Pair("db", "web"), true);

        assertThat(table.differences())
                .containsExactly(
                        "tcp 80: web -> db should pass, but did not",
                        "tcp 80: db -> web should be dropped, but did pass");
        assertThat(table.toString()).contains("+!").contains(".!");
    }

    @Test
    void aPairThatNobodyProbedIsADifference() {
        assertThat(table.differences()).hasSize(2).allMatch(text -> text.contains("was not probed"));
        assertThat(table.toString()).contains("?");
    }
}
