package io.ringfence.packets;

import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How often a machine's TCP had to send again, which is what a packet that was dropped comes to: the kernel's own count of
 * segments ({@code RetransSegs}, RFC 4022), of whatever is spoken in its namespace.
 */
final class SentAgain {

    private final NetnsLab lab;
    private final Machine from;

    /** Of connections that are opened from now on. */
    SentAgain(NetnsLab lab, Machine from) {
        this.lab = lab;
        this.from = from;
        // A busy machine answers late, which the sender would take for a loss at once; in 200 ms it does not.
        lab.inside(from).call(() -> Files.writeString(Path.of("/proc/sys/net/ipv4/tcp_early_retrans"), "0"));
    }

    long segments() {
        return lab.inside(from).call(() -> {
            List<String> tcp = Files.readAllLines(Path.of("/proc/thread-self/net/snmp")).stream()
                    .filter(line -> line.startsWith("Tcp: "))
                    .toList();
            List<String> names = List.of(tcp.get(0).split(" ", -1));
            return Long.parseLong(tcp.get(1).split(" ", -1)[names.indexOf("RetransSegs")]);
        });
    }
}
