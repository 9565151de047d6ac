package io.ringfence.agent.flows;

import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.Facts;
import io.ringfence.agent.TestClock;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.render.Withheld;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Protocol;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetlinkAttributes;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.HostPolicyResolver;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveFlowsTest {

    private static final MarkMask THREE_BITS = new MarkMask(0xe000_0000);
    private static final int OTHERS = 0x0000_0a0b;
    private static final IpAddress INSIDE = IpAddress.parse("10.0.0.1");
    private static final IpAddress OUTSIDE = IpAddress.parse("10.9.9.9");

    private final TestClock clock = new TestClock();
    private final Kernel kernel = new Kernel();
    private final LiveFlows flows = newFlows();

    private LiveFlows newFlows() {
        return new LiveFlows(kernel, THREE_BITS, Exemptions.DEFAULT, clock);
    }

    @Test
    void afterAChangeConnectionsOfFormerEpochsAreOfThisOneOrDead() {
        begin();
        flows.enforced(webWithHttp());
        int before = THREE_BITS.mark(5) | OTHERS;
        kernel.has(connection(80, before), connection(81, before), connection(80, OTHERS), connection(81, 0));

        int epoch = begin();
        sweep();

        assertThat(kernel.marks())
                .containsExactly(
                        THREE_BITS.mark(epoch) | OTHERS,
                        THREE_BITS.dead() | OTHERS,
                        THREE_BITS.mark(epoch) | OTHERS,
                        THREE_BITS.dead());
    }

    @Test
    void aConnectionOfNobodyHereIsLeftAloneUnlessItIsFromAFormerEpoch() {
        flows.enforced(webWithHttp());
        Packet elsewhere = Packet.tcp(OUTSIDE, 4_000, IpAddress.parse("10.8.8.8"), 80);
        kernel.has(new Connection(elsewhere, 0, unnamed()), new Connection(elsewhere, THREE_BITS.mark(5), unnamed()));
        begin();
        sweep();
        assertThat(kernel.marks()).containsExactly(0, THREE_BITS.dead());
    }

    @Test
    void aDeadConnectionLivesAgainWhenThePolicyAcceptsIt() {
        flows.enforced(webWithHttp());
        kernel.has(connection(80, THREE_BITS.dead()), connection(81, THREE_BITS.dead()));
        int epoch = begin();
        sweep();
        assertThat(kernel.marks()).containsExactly(THREE_BITS.mark(epoch), THREE_BITS.dead());
    }

    @Test
    void withoutAChangeNothingIsListed() {
        flows.enforced(webWithHttp());
        begin();
        sweep();
        int listed = kernel.listed;
        sweep();
        sweep();
        assertThat(kernel.listed).isEqualTo(listed);
    }

    @Test
    void noEpochBeginsThatAConnectionCarries() {
        Enforcement policy = webWithHttp();
        Seeds.forEach(100, random -> {
            kernel.connections.clear();
            LiveFlows flows = newFlows();
            flows.enforced(policy);
            for (int step = 0; step < 100; step++) {
                Epoch next = flows.next();
                assertThat(kernel.marks())
                        .as("epoch %d", next.number())
                        .noneMatch(mark -> THREE_BITS.epoch(mark) == next.number());
                if (random.nextInt(4) != 0) {
                    flows.began(next);
                    kernel.has(connection(80 + random.nextInt(2), next.mark()));
                }
                if (random.nextInt(4) == 0) {
                    clock.advance(Duration.ofSeconds(1));
                    flows.sweepIfDue();
                }
            }
        });
    }

    @Test
    void aKernelThatDoesNotListItsConnectionsStopsNobody() {
        kernel.untold = true;
        for (int change = 0; change < 20; change++) {
            begin();
            sweep();
        }
        assertThat(flows.next().number()).isPositive();
    }

    @Test
    void marksThatTheKernelRefusesAreGivenLater() {
        flows.enforced(webWithHttp());
        kernel.has(connection(81, THREE_BITS.mark(5)));
        begin();
        kernel.refusing = true;
        sweep();
        assertThat(flows.next().number()).isNotEqualTo(5);

        kernel.refusing = false;
        sweep();
        assertThat(kernel.marks()).containsExactly(THREE_BITS.dead());
    }

    @Test
    void whileOnlyTheKernelKnowsThePolicyNoConnectionIsJudgedHereHoweverManyEpochsBegin() {
        kernel.has(connection(80, THREE_BITS.mark(5)), connection(81, THREE_BITS.mark(2)));
        int last = 0;
        for (int change = 0; change < 20; change++) {
            int next = begin();
            sweep();
            assertThat(next).isNotIn(last, 5, 2);
            last = next;
        }
        assertThat(kernel.marks()).containsExactly(THREE_BITS.mark(5), THREE_BITS.mark(2));

        flows.enforced(webWithHttp());
        sweep();
        assertThat(kernel.marks()).containsExactly(THREE_BITS.mark(last), THREE_BITS.dead());
    }

    private int begin() {
        Epoch next = flows.next();
        flows.began(next);
        return next.number();
    }

    private void sweep() {
        clock.advance(Duration.ofSeconds(1));
        flows.sweepIfDue();
    }

    private static Connection connection(int port, int mark) {
        return new Connection(Packet.tcp(OUTSIDE, 4_000, INSIDE, port), mark, unnamed());
    }

    private static Supplier<NetlinkAttributes> unnamed() {
        return NetlinkAttributes::after;
    }

    private Enforcement webWithHttp() {
        Facts facts = new Facts();
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        Stream.of(
                        facts.group(WEB),
                        facts.rules(WEB, accept(80, Direction.INGRESS, Protocol.TCP, "80/80", cidr("0.0.0.0/0"))),
                        facts.instance("eci-1", WEB, HERE, "sg1", INSIDE.toString()))
                .forEach(delta::replay);
        HostPolicy policy =
                HostPolicyResolver.resolve(delta.apply(), clock.instant(), HostPolicy.empty(HERE), waiting -> false);
        return new Enforcement(policy, Withheld.NOTHING, List.of(), Optional.empty());
    }

    /** A kernel that has connections and does what it is told. */
    private static final class Kernel implements ConnectionTable {
        private final List<Connection> connections = new ArrayList<>();
        private boolean untold;
        private boolean refusing;
        private int listed;

        void has(Connection... more) {
            connections.addAll(List.of(more));
        }

        List<Integer> marks() {
            return connections.stream().map(Connection::mark).toList();
        }

        @Override
        public List<Connection> list(IntPredicate mark) {
            listed++;
            if (untold) {
                throw NativeFailure.of("listing", 1);
            }
            return connections.stream().filter(each -> mark.test(each.mark())).toList();
        }

        @Override
        public void mark(Map<Connection, Integer> marks, int mask) {
            if (refusing) {
                throw NativeFailure.of("marking", 1);
            }
            connections.replaceAll(each -> marks.containsKey(each)
                    ? new Connection(each.first(), (each.mark() & ~mask) | (marks.get(each) & mask), each.named())
                    : each);
        }
    }
}
