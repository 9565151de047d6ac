package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.agent.TestNamespace;
import io.ringfence.agent.table.Binding;
import io.ringfence.agent.table.Dispatch;
import io.ringfence.agent.table.ElementSet;
import io.ringfence.agent.table.ElementType;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import io.ringfence.agent.table.Tables;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a table in the kernel keeps besides, in a namespace of its own. */
abstract class RealKernelContract extends KernelTableContract {

    private static final Table NO_SUCH_CHAIN = Tables.of("one", "jump nowhere");

    private static final Table EIGHTY = Tables.with(
            Tables.with(
                    Tables.of("deny", "counter drop"),
                    "say-80",
                    "ip saddr vmap { 10.0.0.0-10.1.0.255 : return, 10.1.1.0-10.1.1.5 : goto deny }",
                    "goto deny"),
            "in-web",
            "tcp dport vmap { 80 : goto say-80, 81-90 : return }",
            "goto deny");

    private static final Table NINETY = Tables.with(
            Tables.with(
                    Tables.of("deny", "counter drop"),
                    "say-90",
                    "ip saddr vmap { 10.0.0.0-10.1.0.255 : return, 10.1.1.0-10.1.1.6 : goto deny }",
                    "goto deny"),
            "in-web",
            "tcp dport vmap { 79-80 : goto say-90, 81-90 : return }",
            "goto deny");

    static final Set<IpAddress> ADDRESSES = Stream.of("10.0.0.1", "10.0.0.2", "10.0.0.3", "fd00::1")
            .map(IpAddress::parse)
            .collect(Collectors.toSet());

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

    TestNamespace namespace() {
        return namespace;
    }

    @Test
    void itWorksInsideTheNamespace() {
        table.load(ONE, FIRST);
        assertThat(namespace.inside("nft", "list", "tables")).contains("table inet ringfence");
    }

    @Test
    void aRefusedTableLeavesTheFormerOneInForceAndTellsWhy() {
        table.load(ONE, FIRST);
        assertThatThrownBy(() -> table.load(NO_SUCH_CHAIN, FIRST))
                .isInstanceOf(TableRefused.class)
                .hasMessageContaining("No such file or directory");
        assertThat(table.read()).get().asString().contains("chain one");
    }

    @Test
    void anEpochBegunByTheTableThatIsThereMakesTheTableThatWouldHaveBeenLoadedWithIt() {
        table.load(ONE, SECOND);
        String whole = table.read().orElseThrow();
        table.load(ONE, FIRST);
        long before = table.generation();
        table.judgeAnew(SECOND);
        assertThat(table.read()).contains(whole);
        assertThat(table.generation()).isEqualTo(before + 1);
    }

    @Test
    void noEpochBeginsWhereThereIsNoTable() {
        assertThatThrownBy(() -> table.judgeAnew(FIRST)).isInstanceOf(TableRefused.class);
        assertThat(table.read()).isEmpty();
    }

    @Test
    void aRefusedDifferenceLeavesTheFormerTextInForceAndTellsWhy() {
        table.load(ONE, FIRST);
        assertThatThrownBy(() -> table.change(TableChange.between(ONE, NO_SUCH_CHAIN, Set.of()), FIRST))
                .isInstanceOf(TableRefused.class)
                .hasMessageContaining("No such file or directory");
        assertThat(table.read()).get().asString().contains("counter drop");
    }

    @Test
    void chainsThatComeAndChainsThatGoMakeTheTableThatWouldHaveBeenLoadedWhole() {
        table.load(NINETY, FIRST);
        Set<String> whole = parts();
        table.load(EIGHTY, FIRST);
        assertThat(parts()).isNotEqualTo(whole);

        table.change(TableChange.between(EIGHTY, NINETY, Set.of()), FIRST);

        assertThat(parts()).isEqualTo(whole);
    }

    @Test
    void elementsComeAndGoAndNothingElseIsTouched() {
        Table former = members("10.0.0.1", "10.0.0.2");
        Table wanted = members("10.0.0.2", "10.0.0.3");
        table.load(wanted, SECOND);
        String whole = table.read().orElseThrow();
        table.load(former, FIRST);
        long before = table.generation();

        int transactions = table.change(TableChange.between(former, wanted, ADDRESSES), SECOND);

        assertThat(table.read()).contains(whole);
        assertThat(transactions).isEqualTo(1);
        assertThat(table.generation()).isEqualTo(before + 1);
    }

    @Test
    void everyTypeOfElementIsWhatNftMakesOfItsText() {
        Table former = everyType(Set.of());
        Table wanted = everyType(ADDRESSES);
        table.load(wanted, SECOND);
        String whole = table.read().orElseThrow();
        table.load(former, FIRST);

        table.change(TableChange.between(former, wanted, ADDRESSES), SECOND);
        assertThat(table.read()).contains(whole);

        table.change(TableChange.between(wanted, former, ADDRESSES), FIRST);
        String empty = table.read().orElseThrow();
        table.load(former, FIRST);
        assertThat(table.read()).contains(empty);
    }

    @Test
    void veryManyElementsTakeSeveralTransactions() {
        Table former = members();
        Set<IpAddress> many = IntStream.range(0, 2_500)
                .mapToObj(number -> IpAddress.parse("10.1." + number / 250 + "." + number % 250))
                .collect(Collectors.toSet());
        Table wanted = members(many.stream().map(IpAddress::toString).toArray(String[]::new));
        table.load(former, FIRST);
        long before = table.generation();

        int transactions = table.change(TableChange.between(former, wanted, many), SECOND);

        assertThat(transactions).isEqualTo(3);
        assertThat(table.generation()).isEqualTo(before + 3);
        assertThat(table.read()).get().asString().contains("10.1.9.249", "elements = { 0x02000000 }");
    }

    @Test
    void chainsAndElementsThatChangeTogetherAreAllThere() {
        Table former = Tables.with(members("10.0.0.1"), "old", "ip saddr @members drop");
        Table wanted = Tables.with(
                Tables.withMembers(members("10.0.0.2"), "others", "10.0.0.9"), "new", "ip saddr @others drop");
        table.load(wanted, SECOND);
        Set<String> whole = parts();
        table.load(former, FIRST);
        long before = table.generation();

        int transactions = table.change(TableChange.between(former, wanted, ADDRESSES), SECOND);

        assertThat(parts()).isEqualTo(whole);
        assertThat(table.generation()).isEqualTo(before + transactions);
    }

    static Table members(String... addresses) {
        return Tables.withMembers(Tables.of("one", "ip saddr @members drop"), "members", addresses);
    }

    /** One set of each type, with an element of each address. */
    static Table everyType(Set<IpAddress> addresses) {
        Table all = Tables.of("in-web", "drop");
        InterfaceName name = new InterfaceName("fifteen-letters");
        TreeSet<InterfaceName> names = new TreeSet<>(addresses.isEmpty() ? Set.of() : Set.of(name));
        TreeSet<Dispatch> dispatches = new TreeSet<>();
        names.forEach(each -> dispatches.add(new Dispatch(each, "in-web")));
        all = Tables.with(all, new ElementSet<>("names", ElementType.INTERFACE, names));
        all = Tables.with(all, new ElementSet<>("dispatch", ElementType.DISPATCH, dispatches));
        for (AddressFamily family : AddressFamily.values()) {
            TreeSet<IpAddress> of = new TreeSet<>();
            TreeSet<Binding> bindings = new TreeSet<>();
            addresses.stream().filter(address -> address.family() == family).forEach(address -> {
                of.add(address);
                bindings.add(new Binding(name, address));
            });
            all = Tables.with(all, new ElementSet<>("of" + family, ElementType.address(family), of));
            all = Tables.with(all, new ElementSet<>("bound" + family, ElementType.binding(family), bindings));
        }
        return all;
    }

    /** All that the table has, in whatever order the kernel lists it; the last one ends with the table. */
    Set<String> parts() {
        return Arrays.stream(table.read().orElseThrow().split("(?=\t(?:chain|set|map) )", -1))
                .map(part -> part.replaceAll("[}\\s]+$", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void aComplaintNamesTheReasonAndChangesNothing() {
        table.load(ONE, FIRST);
        assertThat(table.complaint(NO_SUCH_CHAIN)).get().asString().contains("No such file or directory");
        assertThat(table.read()).get().asString().contains("counter drop");
    }

    @Test
    void aForeignEditChangesTheGenerationAndTheText() {
        table.load(ONE, FIRST);
        long generation = table.generation();
        String before = table.read().orElseThrow();
        namespace.inside("nft", "flush", "chain", "inet", "ringfence", "one");
        assertThat(table.generation()).isNotEqualTo(generation);
        assertThat(table.read()).get().isNotEqualTo(before);
    }

    @Test
    void theTableStaysWhenItsOwnerGoes() {
        try (KernelTable another = open(namespace)) {
            another.load(ONE, FIRST);
        }
        assertThat(namespace.inside("nft", "list", "tables")).contains("table inet ringfence");
    }
}
