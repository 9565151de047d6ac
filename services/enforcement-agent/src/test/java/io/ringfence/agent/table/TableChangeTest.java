package io.ringfence.agent.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TableChangeTest {

    private static final Table TABLE = Tables.with(
            Tables.withMembers(
                    Tables.of("one", "ip saddr @members return", "goto deny"), "members", "10.0.0.1", "10.0.0.2"),
            "two",
            "goto deny");

    private static final Epoch EPOCH = new Epoch(MarkMask.DEFAULT, 5);

    @Test
    void nothingHasToHappenForATableToBecomeItself() {
        assertThat(TableChange.between(TABLE, TABLE, Set.of()).isEmpty()).isTrue();
    }

    @Test
    void aChainThatSaysSomethingElseIsFilledAfreshAndNoOther() {
        Table wanted = Tables.with(TABLE, "one", "tcp dport 80 return", "goto deny");

        TableChange change = TableChange.between(TABLE, wanted, Set.of());

        ChangeCheck.comesToWhatIsWanted(TABLE, change);
        assertThat(change.opening() + change.closing()).isEqualTo("""
                flush chain inet ringfence one
                table inet ringfence {
                  chain one {
                    tcp dport 80 return
                    goto deny
                  }
                }
                """);
    }

    @Test
    void anEpochBeginsWithTheChains() {
        Table wanted = Tables.with(TABLE, "two", "drop");

        assertThat(TableChange.between(TABLE, wanted, Set.of()).opening(EPOCH)).isEqualTo("""
                flush chain inet ringfence judged
                flush chain inet ringfence two
                table inet ringfence {
                  chain judged {
                    ct mark set ct mark and 0x00ffffff or 0x05000000
                  }
                  chain two {
                    drop
                  }
                }
                """);
    }

    @Test
    void whatIsNewComesFirstAndWhatNobodyGoesToAnyMoreLast() {
        Table wanted = Tables.withMembers(Tables.without(Tables.with(TABLE, "three", "drop"), "two"), "more");
        Table former = Tables.counting(TABLE, "left", "stays");
        Table less = new Table(
                Map.of("more", Objects.requireNonNull(wanted.sets().get("more"))),
                new TreeSet<>(List.of("new", "stays")),
                wanted.chains());

        TableChange change = TableChange.between(former, less, Set.of());

        ChangeCheck.comesToWhatIsWanted(former, change);
        assertThat(change.opening()).isEqualTo("""
                table inet ringfence {
                  set more {
                    type ipv4_addr
                  }
                  counter new {
                  }
                  chain three {
                    drop
                  }
                }
                """);
        assertThat(change.closing()).isEqualTo("""
                flush chain inet ringfence two
                delete chain inet ringfence two
                delete counter inet ringfence left
                delete set inet ringfence members
                """);
    }

    @Test
    void ofAddressesOnlyThoseThatMovedAreLookedAt() {
        Table wanted = Tables.withMembers(TABLE, "members", "10.0.0.2", "10.0.0.3");

        TableChange change = TableChange.between(TABLE, wanted, addresses("10.0.0.1", "10.0.0.3", "10.0.0.9"));
        ChangeCheck.comesToWhatIsWanted(TABLE, change);
        assertThat(change.hasElements()).isTrue();
        assertThat(change.hasOpening() || change.hasClosing()).isFalse();
        assertThat(TableChange.between(TABLE, wanted, addresses("10.0.0.9")).isEmpty())
                .isTrue();
    }

    @Test
    void anInterfaceThatGoesToAnotherChainIsTakenOutAndPutInAgain() {
        Table before = dispatching("in-a");
        TableChange change = TableChange.between(before, dispatching("in-b"), Set.of());

        ChangeCheck.comesToWhatIsWanted(before, change);
        assertThat(change.removed()).extracting(Element::chain).containsExactly("in-a");
        assertThat(change.added()).extracting(Element::chain).containsExactly("in-b");
    }

    private static Table dispatching(String chain) {
        return Tables.with(
                TABLE,
                new ElementSet<>(
                        "dispatch",
                        ElementType.DISPATCH,
                        new TreeSet<>(List.of(new Dispatch(new InterfaceName("sg1"), chain)))));
    }

    private static Set<IpAddress> addresses(String... addresses) {
        return Arrays.stream(addresses).map(IpAddress::parse).collect(Collectors.toSet());
    }
}
