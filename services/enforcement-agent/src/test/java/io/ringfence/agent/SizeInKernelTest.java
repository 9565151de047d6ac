package io.ringfence.agent;

import static io.ringfence.agent.Facts.ELSEWHERE;
import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.cidr;
import static io.ringfence.agent.Facts.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.apply.MeteredTable;
import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.agent.link.Links;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host with a hundred groups of two hundred rules, which name a group of ten members and one of 65,536: it loads, and a
 * member that joins is one element either way. Says how long each took; {@code docs/performance.md} has the figures.
 */
class SizeInKernelTest {

    private static final int GROUPS = 100;
    private static final int RULES = 200;
    private static final int MANY = 65_536;
    private static final int ADDRESSES_EACH = 64;
    private static final int JOINS = 300;
    private static final SecurityGroupId SMALL = new SecurityGroupId("sg-000000000000small");
    private static final SecurityGroupId LARGE = new SecurityGroupId("sg-000000000000large");

    @TempDir
    Path state;

    private final Facts facts = new Facts();
    private final InMemoryFeed feed = new InMemoryFeed();
    private int rules;
    private int joined;

    @Test
    void aGreatHostLoadsAndAMemberIsOneElementHoweverLargeItsGroup() {
        try (TestNamespace namespace = new TestNamespace();
                RealKernel kernel = new RealKernel(namespace.thread(), state)) {
            MeteredTable table = kernel.table();
            AgentFlow flow = kernel.flow(feed).links(() -> Links.UNKNOWN).build();
            publishGreatHost();
            flow.turn();
            flow.turn();
            flow.turn();
            assertThat(table.read().orElseThrow()).contains("10.1.255.255").contains("goto in-" + group(GROUPS - 1));
            long load = Objects.requireNonNull(table.last()).micros();

            long[] small = new long[JOINS];
            long[] large = new long[JOINS];
            for (int join = 0; join < JOINS; join++) {
                small[join] = join(SMALL, flow, table);
                large[join] = join(LARGE, flow, table);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d groups of %d rules and %d members loaded in %.2f s; a member joins a group of %d in %.3f ms,"
                            + " one of %d in %.3f ms (medians of %d, from the event to the kernel): %.2f times%n",
                    GROUPS,
                    RULES,
                    MANY,
                    load / 1e6,
                    10,
                    median(small),
                    MANY,
                    median(large),
                    JOINS,
                    median(large) / median(small));
        }
    }

    /** One member more, nanoseconds from the event to the kernel; it takes one transaction. */
    private long join(SecurityGroupId group, AgentFlow flow, MeteredTable table) {
        joined++;
        String address = "10.9." + joined / 250 + "." + (1 + joined % 250);
        long before = table.generation();
        feed.publish(facts.instance("eci-new-" + joined, group, ELSEWHERE, "sgn" + joined, address));
        long start = System.nanoTime();
        flow.turn();
        long took = System.nanoTime() - start;
        assertThat(table.generation()).isEqualTo(before + 1);
        return took;
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }

    private void publishGreatHost() {
        feed.publish(facts.group(SMALL), facts.rules(SMALL), facts.group(LARGE), facts.rules(LARGE));
        for (int member = 0; member < 10; member++) {
            feed.publish(facts.instance("eci-s" + member, SMALL, ELSEWHERE, "sgs" + member, "10.2.0." + member));
        }
        for (int instance = 0; instance < MANY / ADDRESSES_EACH; instance++) {
            int first = instance * ADDRESSES_EACH;
            feed.publish(facts.instance(
                    "eci-l" + instance,
                    LARGE,
                    ELSEWHERE,
                    "sgl" + instance,
                    IntStream.range(first, first + ADDRESSES_EACH)
                            .mapToObj(number -> "10.1." + number / 256 + "." + number % 256)
                            .toArray(String[]::new)));
        }
        for (int number = 0; number < GROUPS; number++) {
            feed.publish(
                    facts.group(group(number)),
                    facts.rules(group(number), manyRules()),
                    facts.instance("eci-" + number, group(number), HERE, "sg" + number, "10.3.0." + (1 + number)));
        }
    }

    private static SecurityGroupId group(int number) {
        return new SecurityGroupId("sg-%017d".formatted(number));
    }

    private Rule[] manyRules() {
        List<Rule> all = new ArrayList<>();
        for (int number = 0; number < RULES; number++) {
            rules++;
            int port = 1_000 + 13 * number;
            all.add(Facts.rule(
                    rules,
                    Direction.INGRESS,
                    number % 5 == 0 ? RuleAction.DROP : RuleAction.ACCEPT,
                    1 + number % 100,
                    number % 3 == 0 ? Protocol.UDP : Protocol.TCP,
                    port + "/" + (port + number % 20),
                    number < 2
                            ? members(number == 0 ? SMALL : LARGE)
                            : cidr("10." + number + ".0.0/" + (8 + number % 9)),
                    null,
                    null,
                    null));
        }
        return all.toArray(Rule[]::new);
    }
}
