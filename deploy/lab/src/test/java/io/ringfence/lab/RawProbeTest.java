package io.ringfence.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.lab.RawProbe.Shot;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawProbeTest {

    private final LabPlan plan = LabPlan.ofThisProcess("lab")
            .host("h1")
            .host("h2")
            .instance("web", "h1")
            .instance("app", "h1")
            .instance("db", "h2")
            .outside("laptop", "h1");
    private NetnsLab lab;
    private RawProbe probe;

    @BeforeEach
    void buildLab() {
        LabInNamespaces.assumePossible();
        lab = NetnsLab.build(plan);
        probe = new RawProbe(lab);
    }

    @AfterEach
    void removeLab() {
        if (probe != null) {
            probe.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void everyProtocolArrivesBetweenAllMachinesWhereNothingIsFiltered() {
        List<Shot> shots = everyProtocolBetweenAll();

        List<Boolean> arrived = probe.fire(shots);

        assertThat(shots).hasSizeGreaterThan(200);
        for (int i = 0; i < arrived.size(); i++) {
            assertThat(arrived.get(i)).as(shots.get(i).toString()).isTrue();
        }
    }

    @Test
    void exactlyWhatAFilterDropsDoesNotArrive() {
        for (String host : List.of("h1", "h2")) {
            LabInNamespaces.filter(lab, host, """
                    table inet filter {
                        chain drops {
                            tcp dport 80 drop
                            meta l4proto gre drop
                        }
                        chain input { type filter hook input priority 0; jump drops; }
                        chain forward { type filter hook forward priority 0; jump drops; }
                        chain output { type filter hook output priority 0; jump drops; }
                    }
                    """);
        }
        List<Shot> shots = everyProtocolBetweenAll();

        List<Boolean> arrived = probe.fire(shots);

        for (int i = 0; i < arrived.size(); i++) {
            FirstPacket packet = shots.get(i).packet();
            boolean dropped = packet.protocol() == FirstPacket.GRE || packet.destinationPort() == 80;
            assertThat(arrived.get(i)).as(shots.get(i).toString()).isNotEqualTo(dropped);
        }
    }

    @Test
    void aForgedSourceAddressIsSentAsItIs() {
        Machine web = plan.machine("web");
        Machine db = plan.machine("db");
        InetAddress forged4 = plan.machine("app").ipv4();
        InetAddress forged6 = plan.machine("app").ipv6();
        LabInNamespaces.filter(lab, "h1", """
                table inet filter {
                    chain forward {
                        type filter hook forward priority 0;
                        iifname "sgweb" ip saddr != 10.90.1.10 drop
                        iifname "sgweb" ip6 saddr != fd90:1::a drop
                    }
                }
                """);

        assertThat(probe.fire(List.of(
                        new Shot(web, FirstPacket.udp(forged4, 2000, db.ipv4(), 53), db),
                        new Shot(web, FirstPacket.udp(forged6, 2000, db.ipv6(), 53), db),
                        new Shot(web, FirstPacket.udp(web.ipv4(), 2000, db.ipv4(), 53), db),
                        new Shot(web, FirstPacket.udp(web.ipv6(), 2000, db.ipv6(), 53), db))))
                .containsExactly(false, false, true, true);
    }

    @Test
    void aPacketFromNoAddressYetReachesTheHostByBroadcast() throws UnknownHostException {
        InetAddress none = InetAddress.getByAddress(new byte[4]);
        InetAddress broadcast = InetAddress.getByAddress(new byte[] {-1, -1, -1, -1});
        Shot discover = new Shot(plan.machine("web"), FirstPacket.udp(none, 68, broadcast, 67), plan.machine("h1"));

        assertThat(probe.fire(List.of(discover))).containsExactly(true);
    }

    private List<Shot> everyProtocolBetweenAll() {
        List<Shot> shots = new ArrayList<>();
        int port = 1000;
        for (Machine from : plan.machines()) {
            for (Machine to : plan.machines()) {
                for (InetAddress address : from.equals(to) ? List.<InetAddress>of() : to.addresses()) {
                    everyProtocol(from.sameFamilyAs(address), port++, address)
                            .forEach(packet -> shots.add(new Shot(from, packet, to)));
                }
            }
        }
        return shots;
    }

    private static Stream<FirstPacket> everyProtocol(InetAddress source, int port, InetAddress to) {
        return Stream.of(
                FirstPacket.tcpSyn(source, port, to, 80),
                FirstPacket.tcpSyn(source, port, to, 81),
                FirstPacket.udp(source, port, to, 53),
                FirstPacket.echo(source, to),
                FirstPacket.other(source, to, FirstPacket.GRE),
                FirstPacket.other(source, to, FirstPacket.EXPERIMENTAL));
    }
}
