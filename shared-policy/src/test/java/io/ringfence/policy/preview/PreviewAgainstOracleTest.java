package io.ringfence.policy.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.rule.RulesPreview;
import io.ringfence.events.rule.RulesPreview.Named;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.GroupLimits;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.preview.Preview.Wanted;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.space.Box;
import io.ringfence.policy.space.Owners;
import io.ringfence.policy.space.PacketSpace;
import io.ringfence.policy.space.Packets;
import io.ringfence.policy.space.PolicyDifference;
import io.ringfence.policy.space.World;
import io.ringfence.policy.space.World.State;
import io.ringfence.policy.verdict.Decision;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.policy.verdict.Reason;
import io.ringfence.policy.verdict.Side;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Gen;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * For random policies and changes: what a preview says would open and close is what the law says of each packet before the
 * change was made, and after it was.
 */
class PreviewAgainstOracleTest {
    private static final boolean LONG = Boolean.getBoolean("ringfence.test.long");

    /** In a long run there are fifty times as many, of ten times as many packets. */
    private static final int CASES = LONG ? 2 : 20;

    private static final int MOST_RULES = 24;
    private static final int MOST_BOXES = 40;
    private static final int PACKETS = LONG ? 10_000 : 1_000;
    private static final int MOST_TRIES = 10;
    private static final int AT_EDGES_PERCENT = 80;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final Set<Reason> OF_POLICY = Set.of(Reason.RULE, Reason.DEFAULT, Reason.INNER_ACCESS);
    private static final GroupLimits WIDE = new GroupLimits(1_000, 1_000, 1_000, 1_000);

    private enum Fate {
        OPENED,
        CLOSED,
        SAME
    }

    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);

    @Test
    void whatAPreviewSaysIsWhatTheChangeDoes() {
        Seeds.forEach(CASES, this::compare);

        System.out.println("packets compared: " + fates);
        assertThat(fates.keySet()).containsExactly(Fate.values());
    }

    private void compare(RandomGenerator random) {
        World world = new World(new Gen(random), MOST_RULES);
        State before = world.state();
        SecurityGroupId group = world.gen.pick(world.groups);
        RulesPreview asked = asked(world, before, group);
        Preview preview = Objects.requireNonNull(RuleChange.preview(before.image(), asked, before.at(), WIDE));
        assertThat(preview.refusals()).isEmpty();
        Map<Direction, PolicyDifference> traffic = PolicyDifference.between(
                before.policy(group),
                GroupPolicy.of(preview.after(), group, before.at()),
                Owners.now(before.members()));

        world.change(
                group,
                preview.revoked(),
                preview.authorized().stream()
                        .filter(wanted -> !wanted.existing())
                        .map(Wanted::rule)
                        .toList());
        PolicyImage after = world.state().image();

        List<Packet> edges = edges(world, before, traffic, group);
        int compared = 0;
        for (int tries = 0; compared < PACKETS && tries < MOST_TRIES * PACKETS; tries++) {
            Packet packet = packet(world.gen, before, group, edges);
            Direction direction = directionOf(packet, before, group);
            IpAddress local = direction == Direction.INGRESS ? packet.destination() : packet.source();
            Side was = side(before.image(), packet, direction, before);
            if (group.equals(before.owner(local)) && OF_POLICY.contains(was.reason())) {
                Side is = side(after, packet, direction, before);
                compare(Objects.requireNonNull(traffic.get(direction)), packet, was.verdict(), is.verdict());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(PACKETS);
    }

    private void compare(PolicyDifference difference, Packet packet, Verdict was, Verdict is) {
        Fate fate = was == is ? Fate.SAME : is == Verdict.ACCEPT ? Fate.OPENED : Fate.CLOSED;
        fates.merge(fate, 1, Integer::sum);
        assertThat(difference.opened().contains(packet, difference.owners()))
                .as(() -> packet + " opened by " + difference)
                .isEqualTo(fate == Fate.OPENED);
        assertThat(difference.closed().contains(packet, difference.owners()))
                .as(() -> packet + " closed by " + difference)
                .isEqualTo(fate == Fate.CLOSED);
    }

    private static Side side(PolicyImage image, Packet packet, Direction direction, State state) {
        Decision decision = PolicyEvaluator.DEFAULT.judge(image, packet, state.at());
        return direction == Direction.INGRESS ? decision.ingress() : decision.egress();
    }

    /** Some rules go, by id or by match; some come, of which the group has some. */
    private static RulesPreview asked(World world, State state, SecurityGroupId group) {
        RuleSetImage rules = Objects.requireNonNull(state.image().ruleSets().get(group));
        List<Named> revoke = new ArrayList<>();
        for (Rule rule : rules.rules().values()) {
            if (rule.spec().inForceAt(state.at()) && world.gen.chance(15)) {
                revoke.add(
                        world.gen.chance(50)
                                ? new Named(rule.ruleId(), null)
                                : new Named(null, rule.spec().key()));
            }
        }
        List<Rule> authorize = new ArrayList<>();
        for (RuleSpec spec : world.specs(group, world.gen.between(1, 6))) {
            boolean otherExpiry = rules.rules().values().stream()
                    .anyMatch(rule -> rule.spec().key().equals(spec.key())
                            && !Objects.equals(rule.spec().expiresAt(), spec.expiresAt()));
            if (!otherExpiry) {
                authorize.add(new Rule(new RuleId("sgr-new%014d".formatted(authorize.size())), spec));
            }
        }
        return new RulesPreview(group, authorize, revoke);
    }

    private static List<Packet> edges(
            World world, State state, Map<Direction, PolicyDifference> traffic, SecurityGroupId group) {
        Packets packets = new Packets(world.gen);
        List<Packet> edges = new ArrayList<>();
        for (PolicyDifference difference : traffic.values()) {
            for (PacketSpace space : List.of(
                    difference.opened(),
                    difference.closed(),
                    PacketSpace.accepted(
                            state.policy(group), difference.opened().direction()))) {
                for (Box box : space.boxes(difference.owners(), MOST_BOXES)) {
                    edges.addAll(packets.atEdgesOf(box, state));
                }
            }
        }
        Members own = state.image().members(group);
        return edges.stream()
                .filter(packet -> !own.of(packet.family()).isEmpty())
                .toList();
    }

    /** Mostly at an edge of what changes or is accepted; one end is a member of the group. */
    private static Packet packet(Gen gen, State state, SecurityGroupId group, List<Packet> edges) {
        Packet packet = !edges.isEmpty() && gen.chance(AT_EDGES_PERCENT) ? gen.pick(edges) : new Packets(gen).any();
        Members members = state.image().members(group);
        List<IpAddress> own = List.copyOf(members.of(packet.family()));
        boolean hasOwn = own.contains(packet.source()) || own.contains(packet.destination());
        if (own.isEmpty() || hasOwn) {
            return moved(packet, packet.source(), packet.destination());
        }
        return gen.chance(50)
                ? moved(packet, gen.pick(own), packet.destination())
                : moved(packet, packet.source(), gen.pick(own));
    }

    /** The same between these two; of ICMP one that can begin a connection. */
    private static Packet moved(Packet packet, IpAddress source, IpAddress destination) {
        int icmp = packet.family() == AddressFamily.IPV4 ? ICMP : ICMPV6;
        return packet.protocol() == icmp
                ? Packet.echoRequest(source, destination)
                : new Packet(
                        source, destination, packet.protocol(), packet.sourcePort(), packet.destinationPort(), 0, null);
    }

    private static Direction directionOf(Packet packet, State state, SecurityGroupId group) {
        return Objects.equals(state.owner(packet.destination()), group) ? Direction.INGRESS : Direction.EGRESS;
    }
}
