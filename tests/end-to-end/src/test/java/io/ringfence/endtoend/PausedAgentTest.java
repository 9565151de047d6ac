package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.endtoend.Bus.Heard;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One of two agents stands still (SIGSTOP) while a rule is made: it is known which host lacks the rule, until it has it. */
@ExtendWith(InstallationForAll.class)
class PausedAgentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STALE = Duration.ofSeconds(60);

    private final Installation installation;
    private final Gateway gateway;

    PausedAgentTest(Installation installation) {
        this.installation = installation;
        this.gateway = installation.gateway();
    }

    @Test
    void the_host_that_lacks_a_change_is_named_until_its_agent_goes_on() {
        String group = gateway.group("paused");
        try (TwoHosts hosts = new TwoHosts(installation)) {
            for (String host : new String[] {TwoHosts.FIRST, TwoHosts.SECOND}) {
                gateway.post("/v1/instances", Pair.registration(hosts.machine(host), group))
                        .expect(201);
            }
            await(group, 1, "REALIZED", 2, 2);
            Heard old = installation
                    .bus()
                    .await(Topics.ENFORCEMENT_REPORTS, heard -> heard.key().equals(TwoHosts.SECOND));

            hosts.secondAgent().pause();
            authorize(group, 8080);
            JsonNode waiting = await(group, 2, "REALIZING", 1, 2);
            assertThat(state(waiting, TwoHosts.FIRST)).isEqualTo("REALIZED");
            assertThat(state(waiting, TwoHosts.SECOND)).isEqualTo("LAGGING");
            assertThat(host(waiting, TwoHosts.SECOND).path("revision").asInt()).isEqualTo(1);
            if (Boolean.getBoolean("ringfence.test.long")) {
                Waiting.until(
                        STALE,
                        "the silent host is stale",
                        () -> state(enforcement(group, 2), TwoHosts.SECOND).equals("STALE"));
            }

            hosts.secondAgent().resume();
            await(group, 2, "REALIZED", 2, 2);

            installation.bus().send(Topics.ENFORCEMENT_REPORTS, old.key(), old.body(), Map.of());
            authorize(group, 8081);
            await(group, 3, "REALIZED", 2, 2);
            assertThat(enforcement(group, 2).path("realized").asInt())
                    .as("hosts that have the change still, as an old report turns nothing back")
                    .isEqualTo(2);

            gateway.post(
                            "/v1/instances",
                            ("{'name':'lost','securityGroupId':'%s','addresses':['192.0.2.77'],'host':'nowhere',"
                                            + "'interface':'sgnowhere'}")
                                    .formatted(group))
                    .expect(201);
            JsonNode unreported = await(group, 3, "REALIZING", 2, 3);
            assertThat(state(unreported, "nowhere")).isEqualTo("UNREPORTED");
        }
    }

    private void authorize(String group, int port) {
        gateway.post(
                        "/v1/security-groups/" + group + "/rules",
                        "{'rules':[{'direction':'INGRESS','protocol':'tcp','portRange':'%d/%d','cidr':'10.0.0.0/8'}]}"
                                .formatted(port, port))
                .expect(201);
    }

    private JsonNode await(String group, int revision, String state, int realized, int desired) {
        String wanted = "revision %d is %s on %d of %d hosts".formatted(revision, state, realized, desired);
        Waiting.until(PATIENCE, () -> wanted + ", and not " + enforcement(group, revision), () -> {
            JsonNode now = enforcement(group, revision);
            return now.path("state").asText().equals(state)
                    && now.path("realized").asInt() == realized
                    && now.path("desired").asInt() == desired;
        });
        return enforcement(group, revision);
    }

    private JsonNode enforcement(String group, int revision) {
        return gateway.get(
                        "/v1/security-groups/" + group + "/enforcement?revision=" + revision,
                        "rules:" + group + "@" + revision)
                .expect(200)
                .body();
    }

    private static String state(JsonNode enforcement, String host) {
        return host(enforcement, host).path("state").asText();
    }

    private static JsonNode host(JsonNode enforcement, String host) {
        for (JsonNode each : enforcement.path("hosts")) {
            if (each.path("host").asText().equals(host)) {
                return each;
            }
        }
        throw new AssertionError(host + " is not named in " + enforcement);
    }
}
