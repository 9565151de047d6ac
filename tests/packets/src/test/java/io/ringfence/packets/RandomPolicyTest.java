package io.ringfence.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.lab.Machine;
import io.ringfence.lab.RawProbe;
import io.ringfence.packets.Sample.Trait;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Gen;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** For random policies and random packets: the oracle's verdict is the kernel's. */
@ExtendWith(TwoHostsForAll.class)
class RandomPolicyTest {

    private static final int SEEDS = Boolean.getBoolean("ringfence.test.long") ? 10 : 1;
    private static final int ROUNDS = 3;

    /** A policy of chance may have no place where the law and a wrong one differ; then another is drawn. */
    private static final int MOST_ROUNDS = 12;

    private static final int PACKETS_A_ROUND = 150;

    /** The connections that this JVM's packets began on the hosts, which remember them. */
    private static final Set<Set<Object>> BEGUN = new HashSet<>();

    @Test
    void theKernelJudgesEveryPacketAsTheOracleDoes(TwoHosts hosts) {
        long first = Seeds.one();
        for (long seed = first; seed < first + SEEDS; seed++) {
            playSeed(hosts, seed);
        }
    }

    @Test
    void anOracleThatHasTheLawWrongIsCaught(TwoHosts hosts) {
        Gen gen = new Gen(new SplittableRandom(Seeds.one()));
        List<String> tiesReversed = new ArrayList<>();
        List<String> innerAccessLast = new ArrayList<>();
        for (int round = 0; round < MOST_ROUNDS && (tiesReversed.isEmpty() || innerAccessLast.isEmpty()); round++) {
            Comparison comparison = play(hosts, gen);
            assertThat(comparison.differences(PolicyEvaluator.DEFAULT)).isEmpty();
            tiesReversed.addAll(comparison.differences(Mutants.TIES_REVERSED));
            innerAccessLast.addAll(comparison.differences(Mutants.INNER_ACCESS_LAST));
            hosts.clear();
        }

        assertThat(tiesReversed).isNotEmpty();
        assertThat(innerAccessLast).isNotEmpty();
    }

    private static void playSeed(TwoHosts hosts, long seed) {
        Gen gen = new Gen(new SplittableRandom(seed));
        Map<Trait, Integer> counts = new EnumMap<>(Trait.class);
        List<String> differences = new ArrayList<>();
        int packets = 0;
        for (int round = 0; round < ROUNDS || (round < MOST_ROUNDS && counts.containsValue(0)); round++) {
            Comparison comparison = play(hosts, gen);
            differences.addAll(comparison.differences(PolicyEvaluator.DEFAULT));
            comparison.counts().forEach((trait, count) -> counts.merge(trait, count, Integer::sum));
            packets += comparison.samples().size();
            hosts.clear();
        }

        System.out.println("seed " + seed + ": " + packets + " packets, " + counts);
        assertThat(differences).as("seed %d", seed).isEmpty();
        assertThat(packets).isGreaterThanOrEqualTo(300);
        assertThat(counts)
                .allSatisfy((trait, count) ->
                        assertThat(count).as("packets with %s", trait).isPositive());
        assertThat(counts.get(Trait.ACCEPTED_BY_RULE_OR_INNER_ACCESS)).isGreaterThanOrEqualTo(packets * 3 / 10);
        assertThat(counts.get(Trait.DROPPED_BY_RULE)).isGreaterThanOrEqualTo(packets * 3 / 10);
    }

    private static Comparison play(TwoHosts hosts, Gen gen) {
        RandomPolicy policy = new RandomPolicy(gen);
        policy.write(hosts.scribe());
        Map<Machine, InstanceId> instances = register(hosts, policy.groups(), gen);
        hosts.awaitEnforced();

        PolicyImage image = hosts.scribe().image();
        RandomPackets packets = new RandomPackets(hosts.lab().plan().machines(), instances, BEGUN);
        List<Sample> samples = packets.draw(PACKETS_A_ROUND, image, gen);
        try (RawProbe probe = new RawProbe(hosts.lab())) {
            List<Boolean> arrived =
                    probe.fire(samples.stream().map(Sample::shot).toList());
            return new Comparison(samples, arrived, image);
        }
    }

    /** Every group gets a member, the rest are dealt by chance. */
    private static Map<Machine, InstanceId> register(TwoHosts hosts, List<SecurityGroupId> groups, Gen gen) {
        Map<Machine, InstanceId> instances = new HashMap<>();
        for (int i = 0; i < TwoHosts.INSTANCES.size(); i++) {
            Machine machine = hosts.machine(TwoHosts.INSTANCES.get(i));
            SecurityGroupId group = i < groups.size() ? groups.get(i) : gen.pick(groups);
            instances.put(machine, hosts.scribe().register(machine, hosts.hostOf(machine), group));
        }
        return instances;
    }
}
