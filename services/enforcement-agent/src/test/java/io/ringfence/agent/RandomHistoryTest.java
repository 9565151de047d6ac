package io.ringfence.agent;

import static io.ringfence.agent.Facts.ELSEWHERE;
import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static io.ringfence.agent.Facts.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.apply.InMemoryTable;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.Withheld;
import io.ringfence.events.enforcement.EnforcementReport.State;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.feed.Positions;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.HostPolicyResolver;
import io.ringfence.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens, and however it is batched, the differences come to the table that would have been loaded whole: {@link
 * InMemoryTable} makes each change and compares.
 */
class RandomHistoryTest {

    private static final int HISTORIES = 100;
    private static final int STEPS = 80;
    private static final int ADDRESSES = 12;
    private static final List<SecurityGroupId> GROUPS = IntStream.range(0, 4)
            .mapToObj(number -> new SecurityGroupId("sg-%017d".formatted(number)))
            .toList();

    @Test
    void differencesComeToTheWholeTable() {
        AtomicInteger changes = new AtomicInteger();
        Seeds.forEach(HISTORIES, random -> {
            History history = new History(random);
            for (int step = 0; step < STEPS; step++) {
                history.step();
            }
            history.isWhatWouldHaveBeenLoadedWhole();
            changes.addAndGet(history.changes());
        });
        assertThat(changes.get()).as("differences that were made").isPositive();
    }

    private static final class History {
        private final RandomGenerator random;
        private final Facts facts = new Facts();
        private final InMemoryFeed feed = new InMemoryFeed();
        private final TestClock clock = new TestClock();
        private final InMemoryTable kernel = new InMemoryTable();
        private final Map<SecurityGroupId, List<Rule>> rules = new HashMap<>();
        private final List<String> instances = new ArrayList<>();
        private final AgentFlow flow;
        private FlowState last;
        private int number;

        History(RandomGenerator random) {
            this.random = random;
            this.last = new FlowState(
                    State.CATCHING_UP,
                    feed.status(),
                    Positions.EMPTY,
                    Enforcement.nothing(HERE),
                    PolicyImage.EMPTY,
                    false,
                    null);
            this.flow = new TestFlow(feed, kernel)
                    .observer((state, changed) -> last = state)
                    .clock(clock)
                    .build();
            for (SecurityGroupId group : GROUPS) {
                rules.put(group, new ArrayList<>());
                feed.publish(facts.group(group), facts.rules(group));
            }
        }

        void step() {
            for (int events = random.nextInt(4); events > 0; events--) {
                feed.publish(event());
            }
            flow.turn();
        }

        void isWhatWouldHaveBeenLoadedWhole() {
            flow.turn();
            flow.turn();
            HostPolicy policy = last.enforcement().policy();
            assertThat(policy)
                    .isEqualTo(HostPolicyResolver.resolve(last.image(), clock.instant(), policy, waiting -> false));
            assertThat(kernel.isInForce(new TableRenderer(TestFlow.SETTINGS).render(policy, Withheld.NOTHING)))
                    .isTrue();
        }

        int changes() {
            return kernel.changed().size();
        }

        private EventRecord event() {
            SecurityGroupId group = GROUPS.get(random.nextInt(GROUPS.size()));
            return switch (random.nextInt(8)) {
                case 0 -> authorized(group);
                case 1 -> revoked(group);
                case 2 ->
                    facts.innerAccess(group, random.nextBoolean() ? InnerAccessPolicy.ACCEPT : InnerAccessPolicy.DROP);
                case 3, 4 -> deleted(group);
                default -> registered(group);
            };
        }

        private EventRecord authorized(SecurityGroupId group) {
            number++;
            SecurityGroupId other = GROUPS.get(random.nextInt(GROUPS.size()));
            Peer peer = random.nextBoolean() && !other.equals(group) ? members(other) : cidr("10.0.0.0/8");
            Direction direction = random.nextBoolean() ? Direction.INGRESS : Direction.EGRESS;
            Rule rule = accept(number, direction, Protocol.TCP, number + "/" + number, peer);
            of(group).add(rule);
            return facts.authorized(group, rule);
        }

        private EventRecord revoked(SecurityGroupId group) {
            List<Rule> all = of(group);
            return all.isEmpty() ? authorized(group) : facts.revoked(group, all.remove(random.nextInt(all.size())));
        }

        private List<Rule> of(SecurityGroupId group) {
            return rules.computeIfAbsent(group, none -> new ArrayList<>());
        }

        /** Two may own an address for a while, as when a deletion and a registration cross. */
        private EventRecord registered(SecurityGroupId group) {
            String id = "eci-" + ++number;
            instances.add(id);
            String interfaceName = "sg" + random.nextInt(ADDRESSES);
            return facts.instance(
                    id,
                    group,
                    random.nextBoolean() ? HERE : ELSEWHERE,
                    interfaceName,
                    "10.0.0." + (1 + random.nextInt(ADDRESSES)),
                    "fd00::" + (1 + random.nextInt(ADDRESSES)));
        }

        private EventRecord deleted(SecurityGroupId group) {
            return instances.isEmpty()
                    ? registered(group)
                    : facts.deleted(instances.remove(random.nextInt(instances.size())));
        }
    }
}
