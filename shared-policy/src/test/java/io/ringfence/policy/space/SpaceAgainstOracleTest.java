package io.ringfence.policy.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.resolve.HostPolicyEvaluator;
import io.ringfence.policy.space.World.State;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.policy.verdict.Side;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Gen;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** For random policies, changes and packets: what a space says is what the law says. */
class SpaceAgainstOracleTest {
    private static final int CASES = 20;
    private static final int PACKETS = 100;
    private static final int MOST_RULES = 30;
    private static final int MOST_BOXES = 4;

    private enum Fate {
        OPENED,
        CLOSED,
        SAME
    }

    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

    @Test
    void aSideAcceptsWhatItsSpaceHolds() {
        Seeds.forEach(CASES, this::compareAccepted);

        System.out.println("packets judged: " + verdicts);
        assertThat(verdicts.keySet()).containsExactly(Verdict.values());
    }

    private void compareAccepted(RandomGenerator random) {
        World world = new World(new Gen(random), MOST_RULES);
        State state = world.state();
        Owners owners = Owners.now(state.members());
        Packets packets = new Packets(world.gen);
        for (int i = 0; i < PACKETS; i++) {
            SecurityGroupId group = world.gen.pick(world.groups);
            Direction direction = world.gen.pick(List.of(Direction.values()));
            PacketSpace space = PacketSpace.accepted(state.policy(group), direction);
            Packet packet = packets.any();
            boolean accepted = side(state, group, direction, packet) == Verdict.ACCEPT;
            verdicts.merge(accepted ? Verdict.ACCEPT : Verdict.DROP, 1, Integer::sum);
            assertThat(space.contains(packet, owners))
                    .as(() -> packet + " in " + space)
                    .isEqualTo(accepted);
            assertThat(boxesWith(space, packet, state, owners))
                    .as(() -> "boxes that hold " + packet + " of " + space)
                    .isEqualTo(accepted ? 1 : 0);
        }
    }

    @Test
    void whatAChangeOpensAndClosesIsWhatTheLawJudgesOtherwiseAfterIt() {
        Seeds.forEach(CASES, this::compareChange);

        System.out.println("packets before and after a change: " + fates);
        assertThat(fates.keySet()).containsExactly(Fate.values());
    }

    private void compareChange(RandomGenerator random) {
        World world = new World(new Gen(random), MOST_RULES);
        State before = world.state();
        world.change();
        State after = world.state();
        Packets packets = new Packets(world.gen);
        for (SecurityGroupId group : world.groups) {
            for (Direction direction : Direction.values()) {
                PolicyDifference difference = PolicyDifference.between(
                        PacketSpace.accepted(before.policy(group), direction),
                        PacketSpace.accepted(after.policy(group), direction),
                        Owners.changed(before.members(), after.members()));
                List<Packet> judged = new ArrayList<>();
                for (int i = 0; i < PACKETS / world.groups.size(); i++) {
                    judged.add(packets.any());
                }
                for (PacketSpace space : List.of(difference.opened(), difference.closed())) {
                    space.boxes(difference.owners(), MOST_BOXES)
                            .forEach(box -> judged.addAll(packets.atEdgesOf(box, after)));
                }
                for (Packet packet : judged) {
                    compare(
                            difference,
                            packet,
                            side(before, group, direction, packet),
                            side(after, group, direction, packet));
                    compareBoxes(difference, packet, after);
                }
            }
        }
    }

    private void compare(PolicyDifference difference, Packet packet, Verdict before, Verdict after) {
        boolean opened = before == Verdict.DROP && after == Verdict.ACCEPT;
        boolean closed = before == Verdict.ACCEPT && after == Verdict.DROP;
        fates.merge(opened ? Fate.OPENED : closed ? Fate.CLOSED : Fate.SAME, 1, Integer::sum);
        assertThat(difference.opened().contains(packet, difference.owners()))
                .as(() -> packet + " opened by " + difference)
                .isEqualTo(opened);
        assertThat(difference.closed().contains(packet, difference.owners()))
                .as(() -> packet + " closed by " + difference)
                .isEqualTo(closed);
        if (opened || closed) {
            assertThat(difference.isEmpty()).isFalse();
        }
    }

    private static void compareBoxes(PolicyDifference difference, Packet packet, State after) {
        for (PacketSpace space : List.of(difference.opened(), difference.closed())) {
            assertThat(boxesWith(space, packet, after, difference.owners()))
                    .as(() -> "boxes that hold " + packet + " of " + space.boxes(difference.owners()))
                    .isEqualTo(space.contains(packet, difference.owners()) ? 1 : 0);
        }
    }

    @Test
    void theWholeLawSaysTheSameOfPacketsToAndFromMembers() {
        Seeds.forEach(CASES, random -> {
            World world = new World(new Gen(random), MOST_RULES);
            State state = world.state();
            Owners owners = Owners.now(state.members());
            Packets packets = new Packets(world.gen);
            List<InstanceImage> instances =
                    List.copyOf(state.image().instances().values());
            for (int i = 0; i < PACKETS; i++) {
                InstanceImage instance = world.gen.pick(instances);
                IpAddress own = instance.addresses().get(0);
                IpAddress peer = packets.address(own.family());
                Direction direction = world.gen.pick(List.of(Direction.values()));
                Packet packet =
                        direction == Direction.INGRESS ? packets.between(peer, own) : packets.between(own, peer);
                PacketSpace space = PacketSpace.accepted(state.policy(instance.securityGroupId()), direction);
                Side side = direction == Direction.INGRESS
                        ? PolicyEvaluator.DEFAULT
                                .judge(state.image(), packet, state.at())
                                .ingress()
                        : PolicyEvaluator.DEFAULT
                                .judge(state.image(), packet, state.at())
                                .egress();
                assertThat(space.contains(packet, owners))
                        .as(() -> packet + ": " + side)
                        .isEqualTo(side.verdict() == Verdict.ACCEPT);
            }
        });
    }

    private static Verdict side(State state, SecurityGroupId group, Direction direction, Packet packet) {
        return new HostPolicyEvaluator(state.host()).side(group, direction, packet);
    }

    private static long boxesWith(PacketSpace space, Packet packet, State state, Owners owners) {
        InstanceImage owner =
                state.image().owner(space.direction() == Direction.INGRESS ? packet.source() : packet.destination());
        return space.boxes(owners).stream()
                .filter(box -> Boxes.hold(box, packet, owner == null ? null : owner.securityGroupId()))
                .count();
    }
}
