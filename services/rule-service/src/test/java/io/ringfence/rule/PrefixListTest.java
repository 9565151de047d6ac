package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.PrefixListCommand.CreatePrefixList;
import io.ringfence.events.rule.PrefixListCommand.DeletePrefixList;
import io.ringfence.events.rule.PrefixListCommand.ModifyPrefixList;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Patch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each decision about a prefix list. */
class PrefixListTest {
    private static final List<PrefixListEntry> TWO = entries("192.0.2.0/24", "198.51.100.0/24");

    private final Scenario<PrefixList> scenario = new Scenario<>(PrefixList.class);

    private static List<PrefixListEntry> entries(String... cidrs) {
        return Arrays.stream(cidrs)
                .map(cidr -> new PrefixListEntry(Cidr.parse(cidr), ""))
                .toList();
    }

    private static PrefixListCreated created() {
        return new PrefixListCreated(Sample.OFFICE, Sample.ACME, "office", AddressFamily.IPV4, 3, TWO);
    }

    private static CreatePrefixList create(AddressFamily family, int maxEntries, List<PrefixListEntry> entries) {
        return new CreatePrefixList(Sample.OFFICE, "office", family, maxEntries, entries);
    }

    private static ModifyPrefixList entriesTo(List<PrefixListEntry> entries) {
        return new ModifyPrefixList(Sample.OFFICE, Patch.absent(), Patch.of(entries));
    }

    @Test
    void aListIsCreatedAndKnownToRulesFromThenOn() {
        scenario.when(create(AddressFamily.IPV4, 3, TWO)).event(created()).answer(accepted -> {
            assertThat(accepted.answer().path("prefixListId").asText()).isEqualTo(Sample.OFFICE.value());
            assertThat(accepted.revision()).hasToString("prefix-list:" + Sample.OFFICE + "@1");
        });

        assertThat(scenario.lists.find(Sample.OFFICE))
                .get()
                .extracting(KnownList::account, KnownList::family, KnownList::maxEntries)
                .containsExactly(Sample.ACME, AddressFamily.IPV4, 3);
    }

    @Test
    void anIdIsUsedOnce() {
        scenario.given(created(), new PrefixListDeleted(Sample.OFFICE))
                .when(create(AddressFamily.IPV4, 3, TWO))
                .refusal(ProblemCode.ID_ALREADY_USED);
    }

    @Test
    void moreEntriesThanTheListIsMadeForAreRefused() {
        Problem problem = scenario.when(create(AddressFamily.IPV4, 1, TWO)).refusal(ProblemCode.LIMIT_EXCEEDED);

        assertThat(problem.parameter()).isEqualTo("entries");
        assertThat(problem.limit()).isEqualTo(1);
        assertThat(problem.count()).isEqualTo(2);
        assertThat(scenario.lists.find(Sample.OFFICE)).isEmpty();
    }

    @Test
    void anEntryOfTheOtherFamilyIsRefusedByItsPlace() {
        Problem problem = scenario.when(create(AddressFamily.IPV4, 3, entries("192.0.2.0/24", "2001:db8::/32")))
                .refusal(ProblemCode.INVALID_PARAMETER);

        assertThat(problem.parameter()).isEqualTo("entries[1].cidr");
    }

    @Test
    void newEntriesReplaceTheOldOnes() {
        scenario.given(created())
                .when(entriesTo(entries("203.0.113.0/24")))
                .event(new PrefixListModified(Sample.OFFICE, "office", entries("203.0.113.0/24")));
    }

    @Test
    void aNewNameLeavesTheEntries() {
        scenario.given(created())
                .when(new ModifyPrefixList(Sample.OFFICE, Patch.of("offices"), Patch.absent()))
                .event(new PrefixListModified(Sample.OFFICE, "offices", TWO));
    }

    @Test
    void aChangeThatChangesNothingMakesNoEvent() {
        scenario.given(created())
                .when(entriesTo(TWO))
                .noEvent()
                .answer(accepted -> assertThat(accepted.revision().number()).isEqualTo(1));
    }

    @Test
    void aListCanBeEmptied() {
        scenario.given(created())
                .when(entriesTo(List.of()))
                .event(new PrefixListModified(Sample.OFFICE, "office", List.of()));
    }

    @Test
    void aChangeToMoreEntriesThanTheListWasMadeForIsRefused() {
        Problem problem = scenario.given(created())
                .when(entriesTo(entries("192.0.2.0/26", "192.0.2.64/26", "192.0.2.128/26", "192.0.2.192/26")))
                .refusal(ProblemCode.LIMIT_EXCEEDED);

        assertThat(problem.limit()).isEqualTo(3);
        assertThat(problem.count()).isEqualTo(4);
    }

    @Test
    void aChangeToAnEntryOfTheOtherFamilyIsRefused() {
        Problem problem = scenario.given(created())
                .when(entriesTo(entries("2001:db8::/32")))
                .refusal(ProblemCode.INVALID_PARAMETER);

        assertThat(problem.parameter()).isEqualTo("entries[0].cidr");
    }

    @Test
    void aListThatNoRuleNamesIsDeleted() {
        scenario.lists.made(new KnownList(Sample.OFFICE, Sample.ACME, AddressFamily.IPV4, 3, 0));

        scenario.given(created()).when(new DeletePrefixList(Sample.OFFICE)).event(new PrefixListDeleted(Sample.OFFICE));

        assertThat(scenario.lists.find(Sample.OFFICE)).isEmpty();
    }

    @Test
    void aListInUseIsNotDeletedAndTheRulesAreNamed() {
        scenario.lists.made(new KnownList(Sample.OFFICE, Sample.ACME, AddressFamily.IPV4, 3, 0));
        List<Rule> rules = IntStream.rangeClosed(1, 21)
                .mapToObj(n -> Sample.rule(n, Sample.fromPrefixList()))
                .toList();
        scenario.references.change(Sample.WEB, List.of(), rules);

        Problem problem = scenario.given(created())
                .when(new DeletePrefixList(Sample.OFFICE))
                .refusal(ProblemCode.PREFIX_LIST_IN_USE);

        assertThat(problem.blockers())
                .hasSize(20)
                .contains(new Blocker(Blocker.Kind.RULE, Sample.id(1).value(), Sample.WEB));
        assertThat(problem.count()).isEqualTo(21);
        assertThat(scenario.lists.find(Sample.OFFICE)).isPresent();
    }

    @Test
    void aListThatIsGoneIsUnknown() {
        scenario.given(created(), new PrefixListDeleted(Sample.OFFICE))
                .when(entriesTo(List.of()))
                .refusal(ProblemCode.PREFIX_LIST_NOT_FOUND);
    }

    @Test
    void anotherAccountsListIsUnknown() {
        scenario.given(created())
                .by(new AccountId("mallory"))
                .when(new DeletePrefixList(Sample.OFFICE))
                .refusal(ProblemCode.PREFIX_LIST_NOT_FOUND);
    }

    @Test
    void aStaleRevisionIsRefused() {
        scenario.given(created(), new PrefixListModified(Sample.OFFICE, "offices", TWO))
                .ifMatch(1)
                .when(entriesTo(List.of()))
                .refusal(ProblemCode.PRECONDITION_FAILED);
    }
}
