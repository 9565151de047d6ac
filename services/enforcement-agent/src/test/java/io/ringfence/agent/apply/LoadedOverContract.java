package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.agent.table.Chain;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of whatever table the kernel has already. */
abstract class LoadedOverContract extends RealKernelContract {

    @Test
    void whateverIsThereIsReplacedInOneTransaction() {
        Table wanted = Tables.withMembers(everyType(ADDRESSES), "members", "10.0.0.1");
        Set<String> whole = partsOf(wanted);
        table().load(
                        Tables.with(
                                Tables.with(members("10.0.0.2"), "old", "ip saddr @members drop"), "in-web", "accept"),
                        FIRST);
        namespace().inside("nft", "add", "set", "inet", "ringfence", "foreign", "{ type inet_service ; }");
        namespace().inside("nft", "add", "map", "inet", "ringfence", "gone", "{ type ifname : verdict ; }");
        String handle = handle();
        long before = table().generation();

        table().load(wanted, SECOND);

        assertThat(parts()).isEqualTo(whole);
        assertThat(table().generation()).isEqualTo(before + 1);
        assertThat(handle()).as("it is the same table, which was never away").isEqualTo(handle);
    }

    @Test
    void aLargeFirstLoadOfWhichAPartWasRefusedIsMadeWholeByTheNext() {
        Map<String, Chain> chains = new LinkedHashMap<>();
        chains.put("deny", Chain.of(List.of("drop")));
        chains.put("forward", Chain.hooked("forward", "filter", List.of("goto deny")));
        IntStream.range(0, 10_001).forEach(number -> chains.put("in-" + number, Chain.of(List.of("drop"))));
        Table wanted = new Table(Map.of(), Set.of(), chains);
        Table partlyWrong = Tables.with(wanted, "last", "jump nowhere");

        assertThatThrownBy(() -> table().load(partlyWrong, FIRST)).isInstanceOf(TableRefused.class);
        String begun = table().read().orElseThrow();
        assertThat(begun).contains("chain in-5").doesNotContain("chain last");
        String handle = handle();

        assertThat(table().load(wanted, SECOND)).isEqualTo(1);

        assertThat(table().read()).get().asString().contains("chain in-10000 {", "elements = { 0x02000000 }");
        assertThat(handle()).isEqualTo(handle);
    }

    @Test
    void partsOfOurNamesThatAreDeclaredOtherwiseAreMadeAnewAndTheTableIsNot() {
        Table wanted = hooked(everyType(ADDRESSES));
        Set<String> whole = partsOf(wanted);
        namespace().inside("nft", """
                table inet ringfence {
                  set names { type inet_service; elements = { 80 } }
                  set ofIPV4 { type ipv4_addr; flags interval; elements = { 10.0.0.0/8 } }
                  set live { type mark; flags timeout; elements = { 1 timeout 1h } }
                  map dispatch { type inet_service : verdict; elements = { 80 : jump old } }
                  map gone { type ifname : verdict; elements = { "eth0" : goto old, "eth1" : jump old } }
                  map counts { type ifname : counter; elements = { "eth0" : "old" } }
                  counter old { }
                  quota most { over 10 mbytes }
                  limit few { rate 10/second }
                  ct helper ftp { type "ftp" protocol tcp; }
                  chain old {
                    ip saddr @ofIPV4 drop
                  }
                  chain in-web {
                    type filter hook input priority 10; policy drop;
                    tcp dport vmap @dispatch
                  }
                  chain forward {
                    type filter hook forward priority 7; policy drop;
                    iifname vmap @gone
                    counter name iifname map @counts
                  }
                  chain input {
                    jump old
                  }
                }
                """);
        String handle = handle();
        long before = table().generation();

        table().load(wanted, SECOND);

        assertThat(parts()).isEqualTo(whole);
        assertThat(table().generation()).isEqualTo(before + 1);
        assertThat(handle()).as("it is the same table, which was never away").isEqualTo(handle);
    }

    @Test
    void aTableThatSomebodyMadeDormantJudgesAgain() {
        Table wanted = hooked(everyType(ADDRESSES));
        table().load(wanted, SECOND);
        Set<String> whole = parts();
        namespace().inside("nft", "add table inet ringfence { flags dormant; }");
        assertThat(table().read()).get().asString().contains("dormant");

        table().load(wanted, SECOND);

        assertThat(parts()).isEqualTo(whole);
    }

    @Test
    void whatIsDeclaredAlikeStaysWhileItIsFilledAgain() {
        table().load(hooked(everyType(Set.of())), FIRST);
        Set<String> handles = handles();

        table().load(hooked(everyType(ADDRESSES)), SECOND);

        assertThat(handles()).isEqualTo(handles);
    }

    /** What the kernel has once the table is loaded where there was none; it is gone again then. */
    private Set<String> partsOf(Table wanted) {
        table().load(wanted, SECOND);
        Set<String> parts = parts();
        namespace().inside("nft", "delete", "table", "inet", "ringfence");
        return parts;
    }

    private static Table hooked(Table all) {
        Map<String, Chain> chains = new LinkedHashMap<>(all.chains());
        chains.put("forward", Chain.hooked("forward", "filter - 5", List.of("iifname vmap @dispatch")));
        chains.put("input", Chain.hooked("input", "raw", List.of("iifname @names drop")));
        return new Table(all.sets(), new TreeSet<>(Set.of("counted")), chains);
    }

    /** The kernel gives another one to a part that is made anew. */
    private Set<String> handles() {
        return namespace()
                .inside("nft", "--handle", "list", "table", "inet", "ringfence")
                .lines()
                .filter(line -> line.contains(" { # handle "))
                .collect(Collectors.toSet());
    }

    /** The kernel gives another one to a table that is made anew. */
    private String handle() {
        return namespace()
                .inside("nft", "--handle", "list", "table", "inet", "ringfence")
                .lines()
                .filter(line -> line.startsWith("table"))
                .findFirst()
                .orElseThrow();
    }
}
