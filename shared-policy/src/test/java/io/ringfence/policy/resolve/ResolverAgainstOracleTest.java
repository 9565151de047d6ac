package io.ringfence.policy.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.verdict.Decision;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.policy.verdict.Reason;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Delivery;
import io.ringfence.testing.story.Gen;
import io.ringfence.testing.story.History;
import io.ringfence.testing.story.RuleText;
import io.ringfence.testing.story.Story;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** For random policies and packets, what the hosts are told to do is what the law says. */
class ResolverAgainstOracleTest {
    private static final int PACKETS = 60;

    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);

    @Test
    void hostsAreToldWhatTheLawSays() {
        Seeds.forEach(80, this::compare);

        assertThat(reasons.keySet()).contains(Reason.RULE, Reason.DEFAULT, Reason.INNER_ACCESS, Reason.NOT_GUARDED);
        System.out.println("sides judged, by reason: " + reasons);
    }

    private void compare(RandomGenerator random) {
        Story story = History.of(random, 150);
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        Delivery.interleaved(random, story.events()).forEach(delta::replay);
        PolicyImage image = delta.apply();
        Instant at = story.now().plusMillis(random.nextInt(20_000));
        HostPolicyReader reader = new HostPolicyReader(image.inventory().hosts().keySet().stream()
                .map(host -> HostPolicyResolver.resolve(image, at, HostPolicy.empty(host), instance -> false))
                .toList());

        Gen gen = new Gen(random);
        for (int i = 0; i < PACKETS; i++) {
            Packet packet = packet(gen);
            if (hasNoHost(image, packet.source()) || hasNoHost(image, packet.destination())) {
                continue; // the law judges a member that no host enforces, and no host does
            }
            Decision law = PolicyEvaluator.DEFAULT.judge(image, packet, at);
            Stream.of(law.egress(), law.ingress()).forEach(side -> reasons.merge(side.reason(), 1, Integer::sum));
            assertThat(reader.judge(packet))
                    .as(() -> packet + ": " + law + " under " + rulesOf(image))
                    .isEqualTo(law.verdict());
        }
    }

    private static String rulesOf(PolicyImage image) {
        return image.ruleSets().values().stream()
                .flatMap(set -> set.rules().values().stream()
                        .map(rule -> set.securityGroupId() + ": " + RuleText.format(rule.spec())))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static boolean hasNoHost(PolicyImage image, IpAddress address) {
        InstanceImage owner = image.owner(address);
        return owner != null && owner.host() == null;
    }

    private static Packet packet(Gen gen) {
        AddressFamily family = gen.family();
        IpAddress source = gen.address(family);
        IpAddress destination = gen.address(family);
        if (gen.chance(15)) {
            return Packet.echoRequest(source, destination);
        }
        return switch (gen.protocolNumber()) {
            case 6 -> Packet.tcp(source, gen.sourcePort(), destination, gen.port());
            case 17 -> Packet.udp(source, gen.sourcePort(), destination, gen.port());
            case 47 -> Packet.ofProtocol(47, source, destination);
            default -> Packet.ofProtocol(132, source, destination);
        };
    }
}
