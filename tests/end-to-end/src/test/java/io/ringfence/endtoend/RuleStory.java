package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.endtoend.CarefulClient.Decision;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * Changes the rules of one group, one after the other, each by a door of chance: a port of chance is opened if it is
 * closed, else closed. It remembers what the group must come to.
 */
final class RuleStory implements Story {
    private static final int PORTS = 40;
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final CarefulClient client;
    private final RandomGenerator random;
    private final String group;
    private final int firstPort;
    private final Set<Integer> open = new TreeSet<>();
    private final List<Long> revisions = new ArrayList<>();
    private final AtomicInteger decided = new AtomicInteger();
    private final Pace pace = new Pace();

    RuleStory(CarefulClient client, RandomGenerator random, String group, int firstPort) {
        this.client = client;
        this.random = random;
        this.group = group;
        this.firstPort = firstPort;
    }

    @Override
    public void run(BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            pace.awaitTurn();
            int port = firstPort + random.nextInt(PORTS);
            if (open.remove(port)) {
                change("rules:revoke", CommandType.REVOKE_RULES, port);
            } else {
                change("rules", CommandType.AUTHORIZE_RULES, port);
                open.add(port);
            }
        }
    }

    private void change(String path, CommandType type, int port) {
        String body = "{'rules':[{'direction':'INGRESS','protocol':'tcp','portRange':'%d/%d','cidr':'10.0.0.0/8'}]}"
                .formatted(port, port);
        String id = "rules-" + group + "-" + decided;
        Decision decision = random.nextBoolean()
                ? client.overRest("POST", "/v1/security-groups/" + group + "/" + path, body, id)
                : client.overKafka(Topics.RULE_COMMANDS, group, type.wireName(), body, id);
        revisions.add(decision.expectAccepted().revision());
        decided.incrementAndGet();
    }

    @Override
    public int decided() {
        return decided.get();
    }

    String group() {
        return group;
    }

    /** Revision 1 opened the rule set, each change made the next one, and the view shows what they came to. */
    void assertExact(Gateway gateway) {
        assertThat(revisions)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, revisions.size() + 1).boxed().toList());
        String newest = "rules:" + group + "@" + (revisions.size() + 1);
        JsonNode rules = gateway.get("/v1/security-groups/" + group + "/rules?limit=1000", newest)
                .expect(200)
                .body()
                .path("items");
        List<Integer> ports = StreamSupport.stream(rules.spliterator(), false)
                .map(rule -> PortRange.parse(rule.path("portRange").asText()).from())
                .toList();
        assertThat(ports).containsExactlyInAnyOrderElementsOf(open);
    }

    /** Waits until the server of a pair, a member of the group, can be reached on the open ports and on no other. */
    void assertInKernel(Pair pair) {
        List<Integer> all =
                IntStream.range(firstPort, firstPort + PORTS).boxed().toList();
        Waiting.until(
                SETTLED,
                () -> "the kernel lets through " + open + "; it does " + pair.reached(all),
                () -> pair.reached(all).equals(open));
    }
}
