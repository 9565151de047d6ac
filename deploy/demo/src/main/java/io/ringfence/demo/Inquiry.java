package io.ringfence.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.demo.Gateway.Answer;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The asking half of the story: what holds, why, what held before, and who changed it. It changes nothing. */
final class Inquiry {

    private static final Duration BOUND = Duration.ofSeconds(15);

    private final Page page;
    private final Gateway gateway;
    private final KafkaWatch watch;
    private final Cast cast;
    private final Expectations expectations;

    Inquiry(Page page, Gateway gateway, KafkaWatch watch, Cast cast, Expectations expectations) {
        this.page = page;
        this.gateway = gateway;
        this.watch = watch;
        this.cast = cast;
        this.expectations = expectations;
    }

    /** Asks for everything that applies to one instance, in the order in which it is judged. */
    void effectivePolicy(Revision atLeast) {
        page.chapter("Ask: what applies to db1?");
        page.say("The answer waits until it knows the revision that the last command made.");
        Answer answer = get("/v1/instances/" + cast.instance("db1") + "/effective-policy", atLeast.toString());
        expectations.equal("effective policy of db1", 200, answer.status());
    }

    /** Asks for the verdict on one connection before, under and after the rule. */
    void verdicts(Revision authorized, Revision revoked) {
        page.chapter("Ask: may web1 reach db1 on tcp " + Stage.POSTGRES + ", now and then?");
        page.say("Every state that ever was can be asked for, with the rule that decides.");
        Envelope event = watch.awaitEvent(authorized, BOUND);
        Instant opened = event.occurredAt();
        verdict("just before the rule", "DROP", opened.minusNanos(1000), revoked);
        verdict("from the rule on", "ACCEPT", opened, revoked);
        verdict("now", "DROP", null, revoked);
    }

    private void verdict(String when, String expected, @Nullable Instant asOf, Revision atLeast) {
        String path = "/v1/reachability?from=" + cast.instance("web1") + "&to=" + cast.instance("db1")
                + "&protocol=tcp&port=" + Stage.POSTGRES
                + (asOf == null ? "" : "&asOf=" + Micros.format(asOf));
        page.gap();
        page.line(page.paint().bold(when));
        Answer answer = get(path, atLeast.toString());
        expectations.equal("reachability " + when, expected, answer.text("verdict"));
    }

    /** Reads the group's rule history from Kafka again, from its first event on. */
    void replay(String kafka, Instant since, List<Revision> expected) {
        page.chapter("Replay: who changed the rules of db, when, and what");
        page.say("Events are kept for ever. Reading them again gives the same rules again.");
        page.gap();
        List<EventRecord> history = History.read(kafka, Topics.RULE_EVENTS, cast.group("db"), since);
        for (EventRecord record : history) {
            Envelope envelope = record.envelope();
            page.line(page.paint().bold(envelope.revision().number() + "  ")
                    + Micros.format(envelope.occurredAt()) + "  " + envelope.actor() + " by " + envelope.channel()
                    + "  " + envelope.type().record().getSimpleName());
            page.line("   " + page.paint().faint(what(record)));
        }
        List<Revision> seen =
                history.stream().map(record -> record.envelope().revision()).toList();
        for (Revision revision : expected) {
            expectations.that(seen.contains(revision), "the history of db should hold " + revision);
        }
    }

    private static String what(EventRecord record) {
        JsonNode body = Json.mapper().valueToTree(record.event());
        JsonNode rules = body.path("rules");
        String text = rules.isArray() ? rules.toString() : body.path("ruleIds").toString();
        return text.length() > 70 ? text.substring(0, 69) + "…" : text;
    }

    private Answer get(String path, String atLeast) {
        page.line(page.paint().accent("▶ ") + page.paint().bold("GET " + path));
        Answer answer = gateway.get(path, atLeast);
        page.received(Integer.toString(answer.status()), answer.body(), answer.good());
        return answer;
    }
}
