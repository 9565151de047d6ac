package io.ringfence.policy.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.Direction;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.ResolvedRule;
import io.ringfence.policy.space.World.State;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Gen;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laws of sets, and that one set has one form however it was made. */
class SpaceAlgebraTest {
    private static final int CASES = 20;
    private static final int PACKETS = 100;
    private static final int MOST_RULES = 16;

    /** Three spaces of one direction, and what is needed to ask them for packets. */
    private record Sample(Packets packets, Owners owners, State state, PacketSpace a, PacketSpace b, PacketSpace c) {}

    private interface Law {
        void check(Sample sample);
    }

    private static void forEach(Law law) {
        Seeds.forEach(CASES, random -> {
            World world = new World(new Gen(random), MOST_RULES);
            State state = world.state();
            Direction direction = world.gen.pick(List.of(Direction.values()));
            law.check(new Sample(
                    new Packets(world.gen),
                    Owners.now(state.members()),
                    state,
                    space(world, state, direction),
                    space(world, state, direction),
                    space(world, state, direction)));
        });
    }

    private static PacketSpace space(World world, State state, Direction direction) {
        GroupPolicy policy = state.policy(world.gen.pick(world.groups));
        List<ResolvedRule> rules = policy.side(direction).rules();
        return rules.isEmpty() || world.gen.chance(60)
                ? PacketSpace.accepted(policy, direction)
                : PacketSpace.matching(world.gen.pick(rules), direction);
    }

    @Test
    void aPacketIsInACombinationAsItIsInItsParts() {
        forEach(sample -> {
            for (int i = 0; i < PACKETS; i++) {
                Packet packet = sample.packets().any();
                boolean a = sample.a().contains(packet, sample.owners());
                boolean b = sample.b().contains(packet, sample.owners());
                assertThat(sample.a().union(sample.b()).contains(packet, sample.owners()))
                        .isEqualTo(a || b);
                assertThat(sample.a().intersection(sample.b()).contains(packet, sample.owners()))
                        .isEqualTo(a && b);
                assertThat(sample.a().minus(sample.b()).contains(packet, sample.owners()))
                        .isEqualTo(a && !b);
                assertThat(sample.a().complement().contains(packet, sample.owners()))
                        .isEqualTo(!a);
                assertThat(a != b && sample.a().equals(sample.b())).isFalse();
            }
        });
    }

    @Test
    void theLawsOfSetsHold() {
        forEach(sample -> {
            PacketSpace a = sample.a();
            PacketSpace b = sample.b();
            PacketSpace c = sample.c();
            assertSame(a.union(b).complement(), a.complement().intersection(b.complement()));
            assertSame(a.intersection(b).complement(), a.complement().union(b.complement()));
            assertSame(a.minus(b), a.intersection(b.complement()));
            assertSame(a.union(b), b.union(a));
            assertSame(a.union(b.union(c)), a.union(b).union(c));
            assertSame(a.intersection(b.union(c)), a.intersection(b).union(a.intersection(c)));
            assertSame(a.union(b.intersection(c)), a.union(b).intersection(a.union(c)));
            assertSame(a.complement().complement(), a);
            assertSame(a.minus(b).union(a.intersection(b)), a);
            assertSame(a.union(a.intersection(b)), a);
            assertSame(a.union(a.complement()), PacketSpace.everything(a.direction()));
            assertSame(a.minus(a), PacketSpace.nothing(a.direction()));
        });
    }

    private static void assertSame(PacketSpace first, PacketSpace second) {
        assertThat(first).isEqualTo(second);
        assertThat(first).hasSameHashCodeAs(second);
        assertThat(first).hasToString(second.toString());
        assertThat(first.isEmpty()).isEqualTo(second.isEmpty());
    }

    @Test
    void whatIsNotEmptyHoldsWhatIsAtItsEdgesAndWhatIsEmptyHoldsNothing() {
        forEach(sample -> {
            PacketSpace left = sample.a().minus(sample.b());
            List<Box> boxes = left.boxes(sample.owners());
            assertThat(left.isEmpty(sample.owners())).isEqualTo(boxes.isEmpty());
            for (Box box : boxes) {
                assertThat(sample.packets().atEdgesOf(box, sample.state()))
                        .as("%s", box)
                        .allMatch(packet -> left.contains(packet, sample.owners()));
            }
            for (int i = 0; i < PACKETS; i++) {
                Packet packet = sample.packets().any();
                assertThat(left.isEmpty(sample.owners()) && left.contains(packet, sample.owners()))
                        .isFalse();
            }
        });
    }

    @Test
    void theSpaceOfASideIsWhatItsRulesMakeOneAfterTheOther() {
        Seeds.forEach(CASES, random -> {
            World world = new World(new Gen(random), MOST_RULES);
            GroupPolicy policy = world.state().policy(world.groups.get(1));
            for (Direction direction : Direction.values()) {
                List<ResolvedRule> rules = policy.side(direction).rules();
                PacketSpace space = switch (policy.side(direction).otherwise()) {
                    case ACCEPT -> PacketSpace.everything(direction);
                    case DROP -> PacketSpace.nothing(direction);
                };
                for (int i = rules.size() - 1; i >= 0; i--) {
                    PacketSpace matching = PacketSpace.matching(rules.get(i), direction);
                    space = switch (rules.get(i).action()) {
                        case ACCEPT -> space.union(matching);
                        case DROP -> space.minus(matching);
                    };
                }
                assertSame(PacketSpace.accepted(policy, direction), space);
            }
        });
    }
}
