package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.Json;
import io.ringfence.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random commands, right and wrong ones, on one rule set: what must hold after each of them. */
class RuleSetInvariantsTest {
    private static final int RUNS = 100;
    private static final int COMMANDS = 60;
    private static final RuleLimits LIMITS = new RuleLimits(12, 3);

    private final FakeGroups groups = new FakeGroups();
    private final Lists lists = new ListsInMemory();
    private final Map<ProblemCode, Integer> refusals = new EnumMap<>(ProblemCode.class);
    private final Map<Class<?>, Integer> events = new HashMap<>();
    private int noOps;
    private int runs;

    @BeforeEach
    void aFewPeersAreKnown() {
        RandomRules.PEERS.forEach(groups::learn);
        RandomRules.LISTS.forEach(lists::made);
    }

    @Test
    void commandsInAnyOrderKeepARuleSetWithinItsRules() {
        Seeds.forEach(RUNS, this::run);

        // A single case, repeated by its seed, need not show everything.
        if (runs > 1) {
            assertThat(events).as("events of every kind came about").hasSize(4);
            assertThat(refusals)
                    .as("refusals came about")
                    .containsKeys(ProblemCode.LIMIT_EXCEEDED, ProblemCode.RULE_NOT_FOUND, ProblemCode.RULE_EXISTS);
            assertThat(noOps).as("no-ops came about").isPositive();
        }
    }

    private void run(RandomGenerator generator) {
        runs++;
        RandomRules random = new RandomRules(generator);
        List<RuleSetEvent> history = new ArrayList<>();
        RuleSetState state = happen(history, null, random.opening());
        for (int i = 0; i < COMMANDS; i++) {
            Instant at = Sample.NOW.plusSeconds(i);
            RuleChange change = decide(random, state, at);
            if (change != null && change.event() != null) {
                state = happen(history, state, change.event());
            }
            assertWithinRules(state, at, "command " + i);
        }
        assertThat(fold(history)).isEqualTo(state);
        assertThat(fold(throughJson(history))).isEqualTo(state);
    }

    private RuleSetState happen(List<RuleSetEvent> history, @Nullable RuleSetState state, RuleSetEvent event) {
        history.add(event);
        events.merge(event.getClass(), 1, Integer::sum);
        return RuleSetState.evolve(state, event);
    }

    /** What a random command comes to; null for a refusal, which cannot have changed an immutable state. */
    private @Nullable RuleChange decide(RandomRules random, RuleSetState state, Instant at) {
        try {
            RuleChange change = random.command(state, at, LIMITS, groups, lists);
            if (change.event() == null) {
                noOps++;
            }
            return change;
        } catch (Refusal refusal) {
            refusals.merge(refusal.problem().code(), 1, Integer::sum);
            return null;
        }
    }

    private void assertWithinRules(RuleSetState state, Instant at, String when) {
        List<Rule> rules = List.copyOf(state.rules().values());
        List<RuleKey> keys = rules.stream().map(rule -> rule.spec().key()).toList();
        assertThat(keys).as("no two equal rules, %s", when).doesNotHaveDuplicates();
        assertThat(ListSizes.of(lists, rules).count(rules))
                .as("rules, %s", when)
                .isLessThanOrEqualTo(LIMITS.rules());
        assertThat(state.groupReferencesAt(at))
                .as("rules that name a group, %s", when)
                .isLessThanOrEqualTo(state.type() == SecurityGroupType.ADVANCED ? 0 : LIMITS.groupReferences());
        state.rules().forEach((id, rule) -> assertThat(rule.ruleId()).isEqualTo(id));
    }

    private static @Nullable RuleSetState fold(List<RuleSetEvent> history) {
        RuleSetState state = null;
        for (RuleSetEvent event : history) {
            state = RuleSetState.evolve(state, event);
        }
        return state;
    }

    /** The history as it is stored and read again. */
    private static List<RuleSetEvent> throughJson(List<RuleSetEvent> history) {
        List<RuleSetEvent> read = new ArrayList<>();
        for (RuleSetEvent event : history) {
            try {
                read.add(Json.mapper().readValue(Json.write(event), event.getClass()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return read;
    }
}
