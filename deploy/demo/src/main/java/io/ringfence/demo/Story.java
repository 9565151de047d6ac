package io.ringfence.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.demo.Gateway.Answer;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.lab.Machine;
import io.ringfence.lab.Talk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The acting half of the story, chapter by chapter: who is who, who reaches whom, and three changes by two doors. What
 * it learns (ids, revisions, times) is what the asking half, {@link Inquiry}, asks about.
 */
final class Story {

    private static final Duration BOUND = Duration.ofSeconds(20);

    /** So long nothing comes back of what has ended. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static final List<String> HOSTS = List.of("h1", "h2");
    private static final Reach HTTP_BEFORE =
            Reach.of("web>web both, web>laptop both, db>laptop both, db>web ipv4, laptop>web ipv4");
    private static final Reach POSTGRES_BEFORE = Reach.of("web>web both, web>laptop both, db>laptop both");
    private static final Reach SSH_BEFORE = HTTP_BEFORE;

    private final Page page;
    private final Gateway gateway;
    private final Kafka kafka;
    private final Cast cast;
    private final Expectations expectations;
    private final Optional<Packets> packets;
    private @Nullable Matrix postgres;

    /** The two ends of Kafka that a story needs. */
    record Kafka(KafkaDoor door, KafkaWatch watch) {}

    /** @param packets absent where this machine cannot send any */
    Story(Page page, Gateway gateway, Kafka kafka, Cast cast, Expectations expectations, Optional<Packets> packets) {
        this.page = page;
        this.gateway = gateway;
        this.kafka = kafka;
        this.cast = cast;
        this.expectations = expectations;
        this.packets = packets;
    }

    void groups() {
        page.chapter("Three groups");
        page.say("A security group is a set of container instances under one set of rules. Rules belong to the"
                + " group, never to an instance: changing one rule is one event, however many instances it covers.");
        createGroup("web", "BASIC", "ACCEPT", true);
        page.say("basic, with the default rules: 22, 80, 443, 3389 and ping from all of IPv4. Members trust each"
                + " other.");
        createGroup("db", "BASIC", "DROP", false);
        page.say("basic, no rules, inner access DROP: nothing comes in, not even from its own members.");
        createGroup("admin", "ADVANCED", "DROP", false);
        page.say("advanced, no rules: nothing comes in, and nothing goes out either.");
    }

    private void createGroup(String role, String type, String innerAccessPolicy, boolean defaultRules) {
        ObjectNode request = cast.groupRequest(role, type, innerAccessPolicy, defaultRules);
        page.sent("POST /v1/security-groups", request);
        Answer answer = cast.create(role, request);
        show(answer);
        expectations.equal("creating group " + role, 201, answer.status());
    }

    void instances(List<Machine> machines) {
        page.chapter("Five container instances on two hosts");
        page.say("Each instance is in exactly one group for its whole life. On its host it hangs on an interface of"
                + " its own; the host's agent guards that interface with nftables.");
        page.gap();
        page.line("   h1 ─────────────────┬───────────────── h2");
        page.line("   web1  db1  admin1   │   web2  db2");
        page.line("   laptop (outside)    │");
        List<Answer> answers = new ArrayList<>();
        for (Machine machine : machines) {
            ObjectNode request = cast.instanceRequest(machine);
            if (answers.isEmpty()) {
                page.sent("POST /v1/instances", request);
            }
            Answer answer = cast.register(machine, request);
            expectations.equal("registering " + machine.name(), 201, answer.status());
            page.line(page.paint().good("◀ ") + answer.status() + "  " + machine.name() + "  "
                    + answer.text("instanceId") + "  in " + Stage.role(machine) + ", on " + machine.host());
            answers.add(answer);
        }
        awaitPlaced(machines, answers);
    }

    private void awaitPlaced(List<Machine> machines, List<Answer> answers) {
        if (packets.isEmpty()) {
            return;
        }
        Instant last = answers.get(answers.size() - 1).at();
        Instant placed = last;
        for (int i = 0; i < answers.size(); i++) {
            Instant enforced = kafka.watch()
                    .awaitEnforced(
                            answers.get(i).revision(), List.of(machines.get(i).host()), BOUND);
            placed = enforced.isAfter(placed) ? enforced : placed;
        }
        page.say("Every host reported its instances guarded " + millis(last, placed) + " after the last answer.");
    }

    /** Shows every pair before the changes; without packets there is nothing to show. */
    void before() {
        if (packets.isEmpty()) {
            return;
        }
        page.chapter("Who reaches whom, by real TCP connections");
        page.say("From down, to across. ● passes over IPv4 and IPv6, 4 over IPv4 alone, · nothing comes back (a drop"
                + " is silent). A connection needs both: the sender's egress and the receiver's ingress.");
        page.gap();
        measure(Stage.HTTP, HTTP_BEFORE, null);
        page.say("The web default rules let anyone in on 80, but say 0.0.0.0/0, which is IPv4 alone; members of web"
                + " reach each other by any means; admin may not even send.");
        page.gap();
        postgres = measure(Stage.POSTGRES, POSTGRES_BEFORE, null);
        page.say("Nobody reaches a database.");
    }

    /** Opens the database to web by REST; answers with the event's revision. */
    Revision authorize() {
        page.chapter("One rule over REST: web may ask db for tcp " + Stage.POSTGRES);
        page.say("The rule names a group as its peer, so it holds for every member of web, now and later, on every"
                + " host.");
        String path = "/v1/security-groups/" + cast.group("db") + "/rules";
        ObjectNode rule = RuleJson.accept("INGRESS", Stage.POSTGRES).put("peerSecurityGroupId", cast.group("web"));
        Answer answer = post(path, RuleJson.rules(rule), 201);
        timing(answer, "web1", "db2", Stage.POSTGRES, HOSTS);
        postgres = measure(Stage.POSTGRES, POSTGRES_BEFORE.and("web>db both"), postgres);
        return answer.revision();
    }

    /** Lets admin send by a command over Kafka. */
    Revision overKafka() {
        page.chapter("The same by the other door: a command over Kafka");
        page.say("admin is an advanced group: it may not send until a rule says so. web takes 22 by its default rules,"
                + " so one egress rule is enough. The command is a CloudEvent; its id makes it safe to send twice.");
        String id = UUID.randomUUID().toString();
        String admin = cast.group("admin");
        ObjectNode request = RuleJson.rules(RuleJson.accept("EGRESS", Stage.SSH).put("cidr", "10.90.0.0/16"));
        Matrix before = measureSilently(Stage.SSH, SSH_BEFORE);
        page.sent(Topics.RULE_COMMANDS + "  key " + admin, request);
        page.line("  " + page.paint().faint("ce_type " + CommandType.AUTHORIZE_RULES.wireName()));
        page.line("  " + page.paint().faint("ce_id   " + id));
        kafka.door().submit(Topics.RULE_COMMANDS, CommandType.AUTHORIZE_RULES, id, admin, "carol", request);
        Instant sent = Instant.now();
        WireRecord result = kafka.watch().awaitResult(id, BOUND);
        String type = result.headers().getOrDefault(Headers.TYPE, "");
        JsonNode body = KafkaRecords.json(result);
        page.received(Topics.COMMAND_RESULTS + "  " + type, body);
        expectations.equal("the result over Kafka", Outcome.ACCEPTED_TYPE, type);
        Revision revision =
                Revision.parse("rules:" + admin + "@" + body.path("revision").asLong());
        if (packets.isPresent()) {
            Instant enforced = kafka.watch().awaitEnforced(revision, List.of("h1"), BOUND);
            page.gap();
            page.line("from Kafka having the command to the report of the host:  "
                    + page.paint().bold(millis(sent, enforced)));
            page.gap();
            measure(Stage.SSH, SSH_BEFORE.and("admin>web ipv4"), before);
        }
        return revision;
    }

    /** Takes the database's rule back. */
    Revision revoke(Revision authorized) {
        page.chapter("Take it back");
        String path = "/v1/security-groups/" + cast.group("db") + "/rules:revoke";
        ObjectNode request = Json.mapper().createObjectNode();
        request.putArray("rules")
                .add(RuleJson.accept("INGRESS", Stage.POSTGRES).put("peerSecurityGroupId", cast.group("web")));
        List<Talk> open = packets.stream()
                .flatMap(lab -> Stream.of(
                        lab.connect("web1", "db2", Stage.POSTGRES), lab.connect("web1", "web2", Stage.POSTGRES)))
                .toList();
        Answer answer = post(path, request, 200);
        expectations.equal(
                "the revision after revoke",
                authorized.number() + 1,
                answer.revision().number());
        if (packets.isPresent()) {
            Instant enforced = kafka.watch().awaitEnforced(answer.revision(), HOSTS, BOUND);
            page.gap();
            page.line("from the HTTP answer to the reports of both hosts:  "
                    + page.paint().bold(since(answer, enforced)));
            openConnections(answer, open);
            page.gap();
            measure(Stage.POSTGRES, POSTGRES_BEFORE, postgres);
        }
        open.forEach(Talk::close);
        return answer.revision();
    }

    /** Two that were open when the rule went: what it allowed ends, what others allow goes on. */
    private void openConnections(Answer answer, List<Talk> open) {
        Instant last = open.get(0).silentFor(SILENCE);
        page.line("last byte of a connection that was open, web1 to db2:  "
                + page.paint().bold(since(answer, last)));
        expectations.that(open.get(1).goesOnWithin(SILENCE), "the open connection of web1 to web2 did not go on");
        page.line("one that the rule did not concern, web1 to web2:  "
                + page.paint().bold("goes on"));
    }

    void refusal() {
        page.chapter("A refusal says what is wrong, and where");
        page.say("An advanced group may not name other groups in its rules. The whole batch is refused, nothing is half"
                + " done.");
        String path = "/v1/security-groups/" + cast.group("admin") + "/rules";
        ObjectNode rule = RuleJson.accept("EGRESS", Stage.HTTP).put("peerSecurityGroupId", cast.group("web"));
        Answer answer = post(path, RuleJson.rules(rule), 409);
        expectations.equal("the refusal's code", "NOT_ALLOWED_FOR_ADVANCED", answer.text("code"));
        page.gap();
        page.say("A mistyped field must not open a port.");
        Answer mistyped =
                post(path, RuleJson.rules(RuleJson.accept("EGRESS", Stage.HTTP).put("cird", "10.90.1.0/24")), 400);
        expectations.equal("the parameter named", "rules[0].cird", mistyped.text("parameter"));
    }

    private Answer post(String path, ObjectNode request, int expectedStatus) {
        page.sent("POST " + path, request);
        Answer answer = gateway.post(path, request);
        show(answer);
        expectations.equal("POST " + path, expectedStatus, answer.status());
        return answer;
    }

    private void show(Answer answer) {
        if (answer.good()) {
            page.received(Integer.toString(answer.status()), answer.body());
        } else {
            page.refused(answer.body());
        }
    }

    private void timing(Answer answer, String from, String to, int port, List<String> hosts) {
        packets.ifPresent(lab -> {
            Instant passed = lab.untilAnswered(from, to, port, BOUND);
            Instant enforced = kafka.watch().awaitEnforced(answer.revision(), hosts, BOUND);
            page.gap();
            page.line("from the HTTP answer to the first packet " + from + " → " + to + ":  "
                    + page.paint().bold(since(answer, passed)));
            page.line("              to the reports of both hosts:        "
                    + page.paint().bold(since(answer, enforced)));
            page.gap();
        });
    }

    /** Hosts read the event when it is kept, so they may be done before the answer is back. */
    private static String since(Answer answer, Instant done) {
        return done.isAfter(answer.at()) ? millis(answer.at(), done) : "done before the answer was back";
    }

    private @Nullable Matrix measure(int port, Reach expected, @Nullable Matrix before) {
        Matrix now = measureSilently(port, expected);
        if (now != null) {
            now.print(page, before == null ? now : before);
        }
        return now;
    }

    private @Nullable Matrix measureSilently(int port, Reach expected) {
        if (packets.isEmpty()) {
            return null;
        }
        Matrix now = packets.get().matrix(port);
        now.check(expected, expectations);
        return now;
    }

    private static String millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() + " ms";
    }
}
