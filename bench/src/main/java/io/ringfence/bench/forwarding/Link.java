package io.ringfence.bench.forwarding;

import io.ringfence.bench.BenchFailure;
import io.ringfence.bench.Program;
import io.ringfence.nativecalls.NetworkNamespace;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interface and what it is connected to.
 *
 * @param index the interface's number in its namespace
 * @param own its hardware address, as {@code ip} writes it
 * @param peer that of the other end
 */
record Link(int index, String own, String peer) {
    private static final Pattern SHOWN = Pattern.compile("(\\d+): .* link/ether ([0-9a-f:]{17}) .*", Pattern.DOTALL);

    /** A veth pair, seen from one end. */
    static Link between(NetworkNamespace here, String device, NetworkNamespace there, String peerDevice) {
        return of(show(here, device), show(there, peerDevice));
    }

    /** Reads two lines of {@code ip -o link show}. */
    static Link of(String line, String peerLine) {
        Matcher shown = shown(line);
        return new Link(
                Integer.parseInt(shown.group(1)),
                shown.group(2),
                shown(peerLine).group(2));
    }

    byte[] ownBytes() {
        return bytes(own);
    }

    byte[] peerBytes() {
        return bytes(peer);
    }

    private static byte[] bytes(String address) {
        return HexFormat.ofDelimiter(":").parseHex(address);
    }

    private static String show(NetworkNamespace namespace, String device) {
        return Program.run(namespace, "", "ip", "-o", "link", "show", "dev", device);
    }

    private static Matcher shown(String line) {
        Matcher shown = SHOWN.matcher(line);
        if (!shown.matches()) {
            throw new BenchFailure("no Ethernet interface: " + line);
        }
        return shown;
    }
}
