package io.ringfence.agent;

import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import io.ringfence.lab.Answer;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.lab.Responders;
import io.ringfence.testing.Waiting;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that finds a table of ours from before its chains, sets and maps were as they are, while packets come in. */
class OlderLayoutInKernelTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int OPEN = 80;
    private static final int SHUT = 81;
    private static final int AT_LEAST = 100;

    /** Other types of sets, other hooks, chains that are called where ours are not, and what we do not have at all. */
    private static final String OLDER = """
            table inet ringfence {
              set live { type mark; flags timeout; elements = { 0x03000000 timeout 1h } }
              set bind4 { type ipv4_addr; flags interval; elements = { 10.90.1.0/24 } }
              set members { type ipv4_addr; elements = { 10.0.0.1 } }
              map dispatch_in { type ifname : verdict; elements = { "sgweb" : goto in-web } }
              map dispatch_all { type ifname : verdict; elements = { "sgweb" : jump in-web } }
              map counts { type ifname : counter; elements = { "sgweb" : "web" } }
              counter web { }
              quota most { over 10 mbytes }
              chain in-web {
                udp dport 80 accept
                drop
              }
              chain to_instance {
                type filter hook postrouting priority 10; policy accept;
                oifname vmap @dispatch_all
              }
              chain forward {
                type filter hook forward priority 0; policy drop;
                ip daddr @bind4 oifname vmap @dispatch_in
                counter name iifname map @counts
                ip saddr @members counter drop
              }
              chain input {
                accept
              }
            }
            """;

    /** Behind all that anybody filters: what comes out of the host for the port that nobody opens. */
    private static final String WATCH = """
            table inet watch {
              counter came { }
              counter passed { }
              chain came {
                type filter hook prerouting priority -500; policy accept;
                udp dport 81 counter name came
              }
              chain passed {
                type filter hook postrouting priority 500; policy accept;
                udp dport 81 counter name passed
              }
            }
            """;

    private final LabPlan plan =
            LabPlan.ofThisProcess("older").host("h1").instance("web", "h1").outside("laptop", "h1");
    private final Machine host = plan.machine("h1");
    private final Machine web = plan.machine("web");
    private final Machine laptop = plan.machine("laptop");
    private final Facts facts = new Facts();
    private final InMemoryFeed feed = new InMemoryFeed();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean settled;

    @TempDir
    Path state;

    private NetnsLab lab;
    private RealKernel kernel;

    @BeforeEach
    void buildLab() {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "skipped: " + lack));
        lab = opened(NetnsLab.build(plan));
        opened(Responders.start(lab, List.of(web), List.of(OPEN, SHUT)));
        kernel = opened(new RealKernel(lab.inside(host), state));
    }

    @AfterEach
    void removeLab() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void itBecomesOursWithoutEverBeingOpenAndIsNotMadeAnew() {
        nft(WATCH);
        Future<?> sending = sendFromNowOn();
        Waiting.until(BOUND, "packets pass where there is no table", () -> counted("passed") > 0);
        nft(OLDER);
        String handle = handle();
        nft("reset counters table inet watch");
        Waiting.until(BOUND, "packets come to the older table", () -> counted("came") > AT_LEAST);

        enforce();

        long then = counted("came");
        Waiting.until(BOUND, "packets come to the newer table", () -> counted("came") > then + AT_LEAST);
        sending.cancel(true);
        assertThat(counted("passed")).isZero();
        assertThat(handle()).isEqualTo(handle);
        assertThat(nft("list table inet ringfence"))
                .contains("\"sgweb\" : goto in-")
                .doesNotContain("members", "dispatch_all", "counts", "quota", "postrouting", "policy drop");
        Prober prober = new Prober(lab, Duration.ofSeconds(1));
        assertThat(prober.ask(Question.tcp(laptop, web.ipv4(), OPEN))).isEqualTo(Answer.ANSWERED);
        assertThat(prober.ask(Question.tcp(laptop, web.ipv4(), SHUT))).isEqualTo(Answer.SILENT);
    }

    private void enforce() {
        feed.publish(
                facts.group(WEB),
                facts.rules(WEB, Facts.accept(80, Direction.INGRESS, Protocol.TCP, "80/80", Facts.cidr("0.0.0.0/0"))),
                facts.instance(
                        "eci-web", WEB, HERE, web.hostInterface(), web.ipv4().getHostAddress()));
        AgentFlow flow = kernel.flow(feed)
                .observer((now, changed) -> settled = now.settled())
                .build();
        Waiting.until(BOUND, "all in force", () -> {
            flow.turn();
            return settled;
        });
    }

    /** Until it is cancelled; nothing else is done in that namespace meanwhile. */
    private Future<?> sendFromNowOn() {
        return lab.inside(laptop).submit(() -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                DatagramPacket packet = new DatagramPacket(new byte[1], 1, web.ipv4(), SHUT);
                while (!Thread.currentThread().isInterrupted()) {
                    socket.send(packet);
                }
            }
            return null;
        });
    }

    private long counted(String counter) {
        Matcher packets = Pattern.compile("packets (\\d+)").matcher(nft("list counter inet watch " + counter));
        assertThat(packets.find()).isTrue();
        return Long.parseLong(packets.group(1));
    }

    /** The kernel gives another one to a table that is made anew. */
    private String handle() {
        return nft("list tables", "--handle")
                .lines()
                .filter(line -> line.contains("inet ringfence"))
                .findFirst()
                .orElseThrow();
    }

    private String nft(String commands, String... options) {
        List<String> command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(options));
        command.add(commands);
        return lab.inside(host).call(() -> {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
            return said;
        });
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }
}
