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
import java.util.ArrayList;
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
    void effectivePolicy() {
        page.chapter("Ask: what applies to web1?");
        page.say("The first entry of a side that matches a new connection decides it.");
        page.gap();
        Answer answer = get("/v1/instances/" + cast.instance("web1") + "/effective-policy", "");
        expectations.equal("effective policy of web1", 200, answer.status());
        List<String> lines = new PolicyLines(cast).entries(answer.body());
        lines.forEach(line -> page.line("  " + line));
        expectations.that(
                lines.stream().anyMatch(line -> line.contains("80/80 from 0.0.0.0/0")),
                "web1's effective policy should hold the default rule for 80");
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
        page.gap();
        String path = "/v1/reachability?from=" + cast.instance("web1") + "&to=" + cast.instance("db1")
                + "&protocol=tcp&port=" + Stage.POSTGRES
                + (asOf == null ? "" : "&asOf=" + Micros.format(asOf));
        Answer answer = get(path, atLeast.toString());
        String verdict = answer.text("verdict");
        expectations.equal("reachability " + when, expected, verdict);
        PolicyLines words = new PolicyLines(cast);
        Paint paint = page.paint();
        page.line(
                "  " + paint.bold(when + ": ") + (verdict.equals("ACCEPT") ? paint.good(verdict) : paint.bad(verdict)));
        page.line("    egress of web1:  " + words.reason(answer.body().path("egress")));
        page.line("    ingress of db1:  " + words.reason(answer.body().path("ingress")));
    }

    /** Reads the rule histories of db and admin from Kafka again, from their first events on. */
    void replay(String kafka, Instant since, List<Revision> expected) {
        page.chapter("Replay: who changed the rules, when, and what");
        page.say("Events are kept for ever, each with who and by which door. Reading them again gives the same rules"
                + " again.");
        List<Revision> seen = new ArrayList<>();
        for (String role : List.of("db", "admin")) {
            page.gap();
            page.line(page.paint().bold("rules of " + role));
            for (EventRecord record : History.read(kafka, Topics.RULE_EVENTS, cast.group(role), since)) {
                print(record);
                seen.add(record.envelope().revision());
            }
        }
        expected.forEach(
                revision -> expectations.that(seen.contains(revision), "the history on Kafka should hold " + revision));
    }

    private void print(EventRecord record) {
        Envelope envelope = record.envelope();
        page.line("  " + envelope.revision().number() + "  " + Micros.format(envelope.occurredAt()) + "  "
                + envelope.actor() + " by " + envelope.channel() + "  "
                + envelope.type().record().getSimpleName());
        page.line("     " + page.paint().faint(what(record)));
    }

    private String what(EventRecord record) {
        PolicyLines words = new PolicyLines(cast);
        JsonNode body = Json.mapper().valueToTree(record.event());
        List<String> parts = new ArrayList<>();
        body.path("rules").forEach(rule -> parts.add("+ " + words.rule(rule)));
        body.path("ruleIds").forEach(id -> parts.add("- " + id.asText()));
        return parts.isEmpty() ? "no rules" : String.join("; ", parts);
    }

    private Answer get(String path, String atLeast) {
        page.asked(path);
        Answer answer = gateway.get(path, atLeast);
        if (!answer.good()) {
            page.refused(answer.body());
        }
        return answer;
    }
}
