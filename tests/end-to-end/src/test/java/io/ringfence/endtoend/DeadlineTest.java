package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.endtoend.Bus.Heard;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rule's deadline passes while the service that would record it is down. */
@ExtendWith(InstallationForAll.class)
class DeadlineTest {
    private static final int PORT = 8080;
    private static final Duration LIFE = Duration.ofSeconds(10);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Installation installation;
    private final Gateway gateway;
    private final Bus bus;
    private final Pair pair;

    DeadlineTest(Installation installation) {
        this.installation = installation;
        this.gateway = installation.gateway();
        this.bus = installation.bus();
        this.pair = installation.host().pair("deadline");
    }

    @Test
    void a_host_closes_at_the_deadline_without_the_rule_service_which_records_it_once_when_it_is_back() {
        String client = gateway.group("expiry-client");
        String server = gateway.group("expiry-server");
        gateway.post("/v1/instances", Pair.registration(pair.client(), client)).expect(201);
        gateway.post("/v1/instances", Pair.registration(pair.server(), server)).expect(201);
        Instant deadline = Instant.now().plus(LIFE).truncatedTo(ChronoUnit.MILLIS);
        String rules =
                ("{'rules':[{'direction':'INGRESS','protocol':'tcp','portRange':'%d/%d','peerSecurityGroupId':'%s',"
                                + "'expiresAt':'%s'}]}")
                        .formatted(PORT, PORT, client, deadline);
        gateway.post("/v1/security-groups/" + server + "/rules", rules).expect(201);
        pair.await(PORT, io.ringfence.lab.Answer.ANSWERED);

        installation.process("rule-service").kill();
        Instant lastOpen;
        try {
            lastOpen = lastConnection(deadline);
        } finally {
            installation.process("rule-service").start().awaitReady();
        }

        assertThat(lastOpen).isBefore(deadline.plus(CLOSED_WITHIN));
        Heard expired = bus.await(
                Topics.RULE_EVENTS,
                heard ->
                        heard.key().equals(server) && heard.header(Headers.TYPE).endsWith(".RuleExpired.v1"));
        assertThat(Instant.parse(expired.json().path("expiresAt").asText())).isEqualTo(deadline);
        assertThat(Instant.parse(expired.json().path("expiredAt").asText())).isAfterOrEqualTo(deadline);
        Revision revision = Revision.parse("rules:" + server + "@" + expired.header(Headers.SEQUENCE));
        gateway.get("/v1/security-groups/" + server + "/rules", revision.toString())
                .expect(200);
        assertThat(Kept.inStore(installation.database("rule-service")))
                .filteredOn(event -> event.aggregate().equals("rules:" + server))
                .extracting(Kept::type)
                .containsOnlyOnce("RuleExpired");
    }

    /** Connects again and again until it is not answered any more; says when it last was. */
    private Instant lastConnection(Instant deadline) {
        Instant[] last = {Instant.now()};
        Waiting.until(
                Duration.between(last[0], deadline).plus(PATIENCE), "the port is closed after " + deadline, () -> {
                    Instant asked = Instant.now();
                    boolean answered = pair.connects(PORT) != io.ringfence.lab.Answer.SILENT;
                    if (answered) {
                        last[0] = asked;
                    }
                    return !answered;
                });
        assertThat(Instant.now()).as("not closed early").isAfter(deadline);
        return last[0];
    }
}
