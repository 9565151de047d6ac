package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RulePatch;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.Micros;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which prefix lists a rule may name, and what it counts. */
class PeerListTest {
    private static final PrefixListId HOME = new PrefixListId("pl-homexxxxxxxxxxxxx");

    private final RuleSetScenario scenario = new RuleSetScenario(new RuleLimits(20, 20));

    private void made(PrefixListId id, AddressFamily family, int maxEntries) {
        scenario.lists.made(new KnownList(id, Sample.ACME, family, maxEntries, 0));
    }

    private static Rule naming(int number, PrefixListId list) {
        return naming(number, list, Protocol.ALL, null);
    }

    private static Rule naming(int number, PrefixListId list, Protocol protocol, @Nullable String localCidr) {
        return Sample.rule(
                number,
                new RuleSpec(
                        Direction.INGRESS,
                        RuleAction.ACCEPT,
                        1,
                        protocol,
                        PortRange.ALL,
                        new Peer.PrefixListPeer(list),
                        null,
                        localCidr == null ? null : Cidr.parse(localCidr),
                        "",
                        null));
    }

    private static Rule[] rules(int count) {
        return IntStream.rangeClosed(101, 100 + count)
                .mapToObj(n -> Sample.rule(n, Sample.tcp(n)))
                .toArray(Rule[]::new);
    }

    private static AuthorizeRules authorize(Rule... rules) {
        return new AuthorizeRules(Sample.WEB, List.of(rules));
    }

    private static ModifyRule toList(int rule, PrefixListId list) {
        return new ModifyRule(Sample.WEB, Sample.id(rule), Sample.peer(new Peer.PrefixListPeer(list)));
    }

    @Test
    void aRuleMayNameAListAndHoldsIt() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);
        Rule rule = naming(1, Sample.OFFICE);

        scenario.given(Sample.opened()).when(authorize(rule)).event(new RulesAuthorized(Sample.WEB, List.of(rule)));

        assertThat(scenario.references.holdersOf(Sample.OFFICE, Sample.NOW).count())
                .isEqualTo(1);
    }

    @Test
    void anAdvancedGroupMayNameAList() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);
        Rule rule = naming(1, Sample.OFFICE);

        scenario.given(Sample.opened(SecurityGroupType.ADVANCED))
                .when(authorize(rule))
                .event(new RulesAuthorized(Sample.WEB, List.of(rule)));
    }

    @Test
    void theEventIsLaterThanTheList() {
        long madeAt = Micros.of(Sample.NOW) + 700;
        scenario.lists.made(new KnownList(Sample.OFFICE, Sample.ACME, AddressFamily.IPV4, 5, madeAt));

        scenario.given(Sample.opened())
                .when(authorize(naming(1, Sample.OFFICE)))
                .eventLaterThan(madeAt);
    }

    @Test
    void aListThatIsNotThereIsRefusedByTheParameter() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);

        Problem problem = scenario.given(Sample.opened())
                .when(authorize(naming(1, Sample.OFFICE), naming(2, HOME)))
                .refusal(ProblemCode.PREFIX_LIST_NOT_FOUND);

        assertThat(problem.parameter()).isEqualTo("rules[1].prefixListId");
    }

    @Test
    void aListThatIsGoneIsNotThere() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);
        scenario.lists.gone(Sample.OFFICE);

        scenario.given(Sample.opened())
                .when(authorize(naming(1, Sample.OFFICE)))
                .refusal(ProblemCode.PREFIX_LIST_NOT_FOUND);
    }

    @Test
    void anotherAccountsListIsUnknown() {
        scenario.lists.made(new KnownList(Sample.OFFICE, new AccountId("mallory"), AddressFamily.IPV4, 5, 0));

        scenario.given(Sample.opened())
                .when(authorize(naming(1, Sample.OFFICE)))
                .refusal(ProblemCode.PREFIX_LIST_NOT_FOUND);
    }

    @Test
    void theProtocolMustSpeakTheFamilyOfTheList() {
        made(Sample.OFFICE, AddressFamily.IPV6, 5);

        Problem problem = scenario.given(Sample.opened())
                .when(authorize(naming(1, Sample.OFFICE, Protocol.ICMP, null)))
                .refusal(ProblemCode.INVALID_PARAMETER);

        assertThat(problem.parameter()).isEqualTo("rules[0].prefixListId");
    }

    @Test
    void theLocalCidrMustBeOfTheFamilyOfTheList() {
        made(Sample.OFFICE, AddressFamily.IPV6, 5);

        Problem problem = scenario.given(Sample.opened())
                .when(authorize(naming(1, Sample.OFFICE, Protocol.ALL, "10.0.0.0/8")))
                .refusal(ProblemCode.INVALID_PARAMETER);

        assertThat(problem.parameter()).isEqualTo("rules[0].localCidr");
    }

    @Test
    void aRuleThatNamesAListCountsWhatTheListWasMadeFor() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);

        scenario.given(Sample.opened(rules(15)))
                .when(authorize(naming(1, Sample.OFFICE)))
                .event(new RulesAuthorized(Sample.WEB, List.of(naming(1, Sample.OFFICE))));
    }

    @Test
    void aRuleWhoseListIsTooLargeForTheGroupIsRefused() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);

        Problem problem = scenario.given(Sample.opened(rules(16)))
                .when(authorize(naming(1, Sample.OFFICE)))
                .refusal(ProblemCode.LIMIT_EXCEEDED);

        assertThat(problem.limit()).isEqualTo(20);
        assertThat(problem.count()).isEqualTo(21);
    }

    @Test
    void theListsOfTheRulesThatAreThereCountToo() {
        made(Sample.OFFICE, AddressFamily.IPV4, 19);

        Problem problem = scenario.given(Sample.opened(naming(1, Sample.OFFICE)))
                .when(authorize(rules(2)))
                .refusal(ProblemCode.LIMIT_EXCEEDED);

        assertThat(problem.count()).isEqualTo(21);
    }

    @Test
    void aRuleCanNameAnotherList() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);
        made(HOME, AddressFamily.IPV4, 20);

        scenario.given(Sample.opened(naming(1, Sample.OFFICE)))
                .when(toList(1, HOME))
                .event(new RuleModified(Sample.WEB, naming(1, HOME)));
        assertThat(scenario.references.holdersOf(HOME, Sample.NOW).count()).isEqualTo(1);
        assertThat(scenario.references.holdersOf(Sample.OFFICE, Sample.NOW).isNone())
                .isTrue();
    }

    @Test
    void anotherListThatIsTooLargeForTheGroupIsRefused() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);
        made(HOME, AddressFamily.IPV4, 21);

        Problem problem = scenario.given(Sample.opened(naming(1, Sample.OFFICE)))
                .when(toList(1, HOME))
                .refusal(ProblemCode.LIMIT_EXCEEDED);

        assertThat(problem.count()).isEqualTo(21);
    }

    @Test
    void aSmallerListIsAcceptedInAGroupThatIsFullByAnotherLimit() {
        RuleSetScenario few = new RuleSetScenario(new RuleLimits(2, 0));
        few.lists.made(new KnownList(Sample.OFFICE, Sample.ACME, AddressFamily.IPV4, 5, 0));
        few.lists.made(new KnownList(HOME, Sample.ACME, AddressFamily.IPV4, 4, 0));

        few.given(Sample.opened(naming(1, Sample.OFFICE)))
                .when(toList(1, HOME))
                .event(new RuleModified(Sample.WEB, naming(1, HOME)));
    }

    @Test
    void aRuleCannotChangeToAProtocolThatDoesNotSpeakTheFamilyOfItsList() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);
        RulePatch icmpv6 = Sample.patch(Patch.absent(), Patch.of(Protocol.ICMPV6), Patch.absent());

        Problem problem = scenario.given(Sample.opened(naming(1, Sample.OFFICE)))
                .when(new ModifyRule(Sample.WEB, Sample.id(1), icmpv6))
                .refusal(ProblemCode.INVALID_PARAMETER);

        assertThat(problem.parameter()).isEqualTo("prefixListId");
    }

    @Test
    void aGroupThatIsBeingDeletedTakesNoRuleThatNamesAList() {
        made(Sample.OFFICE, AddressFamily.IPV4, 5);

        scenario.given(Sample.opened(), new ReferencesClosed(Sample.WEB, 2))
                .when(authorize(naming(1, Sample.OFFICE)))
                .refusal(ProblemCode.GROUP_BEING_DELETED);
    }
}
