package io.ringfence.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProberTest {

    private static final int OPEN = 8080;
    private static final int FILTERED = 8081;
    private static final int UNUSED = 8082;

    private final LabPlan plan =
            LabPlan.ofThisProcess("lab").host("h1").instance("web", "h1").instance("db", "h1");
    private final Machine host = plan.machine("h1");
    private final Machine web = plan.machine("web");
    private final Machine db = plan.machine("db");
    private NetnsLab lab;
    private Responders responders;
    private Prober prober;

    @BeforeEach
    void buildLab() {
        LabInNamespaces.assumePossible();
        lab = NetnsLab.build(plan);
        responders = Responders.start(lab, plan.machines(), List.of(OPEN, FILTERED));
        prober = new Prober(lab, Duration.ofSeconds(1));
    }

    @AfterEach
    void removeLab() {
        if (responders != null) {
            responders.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void whereNothingIsFilteredEveryKindOfQuestionIsAnswered() {
        assertThat(prober.ask(everyKind(web, db, OPEN))).containsOnly(Answer.ANSWERED);
        assertThat(prober.ask(everyKind(web, host, OPEN))).containsOnly(Answer.ANSWERED);
        assertThat(prober.ask(everyKind(host, db, OPEN))).containsOnly(Answer.ANSWERED);
    }

    @Test
    void aDroppedForwardedPacketIsSilence() {
        LabInNamespaces.filter(lab, "h1", """
                table inet filter {
                    chain forward {
                        type filter hook forward priority 0;
                        meta l4proto { tcp, udp } th dport 8081 drop
                        meta l4proto { icmp, icmpv6 } drop
                    }
                }
                """);

        assertThat(prober.ask(everyKind(web, db, FILTERED))).containsOnly(Answer.SILENT);
        assertThat(prober.ask(List.of(Question.tcp(web, db.ipv4(), FILTERED), Question.ping(web, host.ipv4()))))
                .containsExactly(Answer.SILENT, Answer.ANSWERED);
        assertThat(prober.ask(everyKind(web, host, FILTERED))).containsOnly(Answer.ANSWERED);
        assertThat(prober.ask(Question.tcp(web, db.ipv4(), OPEN))).isEqualTo(Answer.ANSWERED);
    }

    @Test
    void aPacketDroppedByTheSendersOwnFilterIsSilenceToo() {
        LabInNamespaces.filter(lab, "h1", """
                table inet filter {
                    chain output {
                        type filter hook output priority 0;
                        oifname "sgdb" ip6 nexthdr { tcp, udp, icmpv6 } th dport != 0 drop
                        oifname "sgdb" ip daddr 0.0.0.0/0 drop
                    }
                }
                """);

        assertThat(prober.ask(List.of(
                        Question.tcp(host, db.ipv4(), OPEN),
                        Question.udp(host, db.ipv4(), OPEN),
                        Question.ping(host, db.ipv4()),
                        Question.udp(host, db.ipv6(), OPEN))))
                .containsOnly(Answer.SILENT);
        assertThat(prober.ask(everyKind(host, web, OPEN))).containsOnly(Answer.ANSWERED);
    }

    @Test
    void aPortWithoutAListenerIsRefused() {
        assertThat(prober.ask(List.of(
                        Question.tcp(web, db.ipv4(), UNUSED),
                        Question.tcp(web, db.ipv6(), UNUSED),
                        Question.udp(web, db.ipv4(), UNUSED),
                        Question.udp(web, db.ipv6(), UNUSED))))
                .containsOnly(Answer.REFUSED);
    }

    private static List<Question> everyKind(Machine from, Machine to, int port) {
        return Stream.of(to.ipv4(), to.ipv6())
                .flatMap(address -> ofEveryTransport(from, address, port))
                .toList();
    }

    private static Stream<Question> ofEveryTransport(Machine from, InetAddress to, int port) {
        return Stream.of(Question.tcp(from, to, port), Question.udp(from, to, port), Question.ping(from, to));
    }
}
