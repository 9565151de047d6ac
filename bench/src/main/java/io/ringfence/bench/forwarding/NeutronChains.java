package io.ringfence.bench.forwarding;

import io.ringfence.events.value.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * The chains that the iptables driver of OpenStack Neutron makes for one port, of the rules of its security group
 * ({@code neutron/agent/linux/iptables_firewall.py}): FORWARD, the port's way in or out, then one rule after the other,
 * established connections first. Interfaces are matched as the routed ones that they are here, not with {@code physdev}
 * as bridged ones, and no conntrack zone is set in {@code raw}: both are cheaper for Neutron.
 */
final class NeutronChains {
    private NeutronChains() {}

    /** The filter table as {@code iptables-restore} reads it. */
    static String of(List<AllowedPeer> rules, String device, String address, String hardware) {
        List<String> lines = new ArrayList<>(List.of(
                "*filter",
                ":neutron-filter-top -",
                ":neutron-local -",
                ":neutron-FORWARD -",
                ":neutron-sg-chain -",
                ":neutron-sg-fallback -",
                ":neutron-i -",
                ":neutron-o -",
                ":neutron-s -",
                "-A FORWARD -j neutron-filter-top",
                "-A FORWARD -j neutron-FORWARD",
                "-A neutron-filter-top -j neutron-local",
                "-A neutron-FORWARD -o " + device + " -j neutron-sg-chain",
                "-A neutron-FORWARD -i " + device + " -j neutron-sg-chain",
                "-A neutron-sg-chain -o " + device + " -j neutron-i",
                "-A neutron-sg-chain -i " + device + " -j neutron-o",
                "-A neutron-sg-chain -j ACCEPT",
                "-A neutron-sg-fallback -j DROP",
                "-A neutron-i -m state --state RELATED,ESTABLISHED -j RETURN"));
        rules.forEach(rule -> lines.add("-A neutron-i -s " + rule.block() + protocolAndPort(rule) + " -j RETURN"));
        lines.addAll(List.of(
                "-A neutron-i -m state --state INVALID -j DROP",
                "-A neutron-i -j neutron-sg-fallback",
                "-A neutron-s -s " + address + "/32 -m mac --mac-source " + hardware + " -j RETURN",
                "-A neutron-s -j DROP",
                "-A neutron-o -p udp -m udp --sport 68 --dport 67 -j RETURN",
                "-A neutron-o -j neutron-s",
                "-A neutron-o -p udp -m udp --sport 67 --dport 68 -j DROP",
                "-A neutron-o -m state --state RELATED,ESTABLISHED -j RETURN",
                "-A neutron-o -j RETURN",
                "-A neutron-o -m state --state INVALID -j DROP",
                "-A neutron-o -j neutron-sg-fallback",
                "COMMIT"));
        return String.join("\n", lines) + "\n";
    }

    private static String protocolAndPort(AllowedPeer rule) {
        String protocol = rule.protocol() == Protocol.UDP ? "udp" : "tcp";
        String ports = rule.isOfOnePort()
                ? " --dport " + rule.firstPort()
                : " -m multiport --dports " + rule.firstPort() + ":" + rule.lastPort();
        return " -p " + protocol + " -m " + protocol + ports;
    }
}
