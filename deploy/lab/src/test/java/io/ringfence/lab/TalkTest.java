package io.ringfence.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TalkTest {

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofMillis(300);

    private final LabPlan plan =
            LabPlan.ofThisProcess("lab").host("h1").instance("web", "h1").instance("app", "h1");
    private final Machine web = plan.machine("web");
    private final Machine app = plan.machine("app");
    private NetnsLab lab;

    @BeforeEach
    void buildLab() {
        LabInNamespaces.assumePossible();
        lab = NetnsLab.build(plan);
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void everyKindIsSilentWhileItIsFilteredAndGoesOnAfterwards() {
        isSilentWhileFiltered(Talk.udpRequests(lab, web, app, 80));
        isSilentWhileFiltered(Talk.udpReplies(lab, web, app, 80));
        isSilentWhileFiltered(Talk.tcpRequests(lab, web, app, 80));
        isSilentWhileFiltered(Talk.tcpPush(lab, web, app, 81));
        Responders responders = Responders.start(lab, List.of(app), List.of(82));
        try (responders) {
            isSilentWhileFiltered(Talk.tcpEcho(lab, web, app, 82));
        }
    }

    @Test
    void nobodySpeaksInAPause() {
        try (Talk talk = Talk.tcpRequests(lab, web, app, 80)) {
            talk.pause();
            talk.silentFor(SILENCE);
            assertThat(talk.goesOnWithin(SILENCE)).isFalse();
            talk.goOn();
            assertThat(talk.goesOnWithin(BOUND)).isTrue();
        }
    }

    private void isSilentWhileFiltered(Talk talk) {
        try (talk) {
            assertThat(talk.goesOnWithin(BOUND)).isTrue();
            LabInNamespaces.filter(
                    lab,
                    "h1",
                    "table inet cut { chain everything { type filter hook forward priority 0; policy drop; }; }");
            Instant last = talk.silentFor(SILENCE);
            assertThat(last).isBeforeOrEqualTo(Instant.now().minus(SILENCE));
            assertThat(talk.goesOnWithin(SILENCE)).isFalse();
            LabInNamespaces.filter(lab, "h1", "delete table inet cut");
            assertThat(talk.goesOnWithin(BOUND)).isTrue();
        }
    }
}
