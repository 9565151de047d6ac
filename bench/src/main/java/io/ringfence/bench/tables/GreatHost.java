package io.ringfence.bench.tables;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A host with an instance in each of many groups of 200 rules, of which one names a group of ten members elsewhere and
 * one a group of 65,536.
 */
final class GreatHost {
    static final int RULES = 200;
    static final int FEW = 10;
    static final int MANY = 65_536;

    /** The groups that rules name. */
    static final int SMALL = 100_000;

    static final int LARGE = 100_001;

    private static final int ADDRESSES_EACH = 64;

    /** One that accepts: a rule that drops what is dropped anyhow is not in the table. */
    private static final int CHANGING = 101;

    private final HostFacts facts = new HostFacts();
    private int joined;
    private int changed;

    GreatHost(int groups) {
        facts.opened(SMALL, List.of());
        facts.opened(LARGE, List.of());
        for (int member = 0; member < FEW; member++) {
            facts.registered("s" + member, SMALL, HostFacts.ELSEWHERE, "sgs" + member, "10.2.0." + member);
        }
        for (int instance = 0; instance < MANY / ADDRESSES_EACH; instance++) {
            int first = instance * ADDRESSES_EACH;
            facts.registered(
                    "l" + instance,
                    LARGE,
                    HostFacts.ELSEWHERE,
                    "sgl" + instance,
                    IntStream.range(first, first + ADDRESSES_EACH)
                            .mapToObj(number -> "10.1." + number / 256 + "." + number % 256)
                            .toArray(String[]::new));
        }
        for (int group = 0; group < groups; group++) {
            facts.opened(group, rules(group));
            facts.registered("h" + group, group, HostFacts.HERE, "sg" + group, "10.3.0." + (1 + group));
        }
    }

    HostFacts facts() {
        return facts;
    }

    /** One member more in a group; answers its address. */
    String join(int group) {
        joined++;
        String address = "10." + (9 + joined / 62_500) + "." + joined / 250 % 250 + "." + (1 + joined % 250);
        facts.registered("new" + joined, group, HostFacts.ELSEWHERE, "sgn" + joined, address);
        return address;
    }

    /** One rule of the first group is about another port than before. */
    void changeRule() {
        changed++;
        facts.modified(0, rule(0, CHANGING, 30_000 + changed));
    }

    private static List<Rule> rules(int group) {
        List<Rule> rules = new ArrayList<>();
        for (int number = 0; number < RULES; number++) {
            rules.add(rule(group, number, 1_000 + 13 * number));
        }
        return rules;
    }

    private static Rule rule(int group, int number, int port) {
        return HostFacts.rule(
                group * RULES + number,
                new RuleSpec(
                        Direction.INGRESS,
                        number % 5 == 0 ? RuleAction.DROP : RuleAction.ACCEPT,
                        1 + number % 100,
                        number % 3 == 0 ? Protocol.UDP : Protocol.TCP,
                        new PortRange(port, port + number % 20),
                        peer(number),
                        null,
                        null,
                        "",
                        null));
    }

    private static Peer peer(int number) {
        return number < 2
                ? new Peer.GroupPeer(HostFacts.group(number == 0 ? SMALL : LARGE))
                : new Peer.CidrPeer(Cidr.parse("10." + number + ".0.0/" + (8 + number % 9)));
    }
}
