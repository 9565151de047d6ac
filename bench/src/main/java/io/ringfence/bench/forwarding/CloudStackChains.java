package io.ringfence.bench.forwarding;

import io.ringfence.events.value.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * The chains that Apache CloudStack's agent for KVM makes for one virtual machine, of the rules of its security group
 * ({@code scripts/vm/network/security_group.py}): FORWARD, a bridge's chain, which lets established connections through,
 * the machine's default chain, then one rule after the other. Interfaces are matched as the routed ones that they are
 * here, and the machine's address as one and not as a set: both are cheaper for CloudStack.
 */
final class CloudStackChains {
    private CloudStackChains() {}

    /** The filter table as {@code iptables-restore} reads it. */
    static String of(List<AllowedPeer> rules, String device, String address) {
        String from = "-A i-1-def -i " + device;
        List<String> lines = new ArrayList<>(List.of(
                "*filter",
                ":BF-br -",
                ":BF-br-IN -",
                ":BF-br-OUT -",
                ":i-1-def -",
                ":i-1-eg -",
                ":i-1 -",
                "-A FORWARD -o " + device + " -j BF-br",
                "-A FORWARD -i " + device + " -j BF-br",
                "-A FORWARD -o " + device + " -j DROP",
                "-A FORWARD -i " + device + " -j DROP",
                "-A BF-br -m state --state RELATED,ESTABLISHED -j ACCEPT",
                "-A BF-br -i " + device + " -j BF-br-IN",
                "-A BF-br -o " + device + " -j BF-br-OUT",
                "-A BF-br-IN -i " + device + " -j i-1-def",
                "-A BF-br-OUT -o " + device + " -j i-1-def",
                "-A i-1-def -m state --state RELATED,ESTABLISHED -j ACCEPT",
                from + " -p udp --dport 67 --sport 68 -j ACCEPT",
                "-A i-1-def -o " + device + " -p udp --dport 68 --sport 67 -j ACCEPT",
                from + " ! -s " + address + " -j DROP",
                from + " -s " + address + " -p udp --dport 53 -j RETURN",
                from + " -s " + address + " -p tcp --dport 53 -j RETURN",
                from + " -s " + address + " -j i-1-eg",
                "-A i-1-def -o " + device + " -j i-1",
                "-A i-1-eg -j RETURN"));
        rules.forEach(rule -> lines.add(line(rule)));
        lines.addAll(List.of("-A i-1 -j DROP", "COMMIT"));
        return String.join("\n", lines) + "\n";
    }

    private static String line(AllowedPeer rule) {
        String protocol = rule.protocol() == Protocol.UDP ? "udp" : "tcp";
        return "-A i-1 -s " + rule.block() + " -p " + protocol + " -m " + protocol + " --dport " + rule.firstPort()
                + ":" + rule.lastPort() + " -m state --state NEW -j ACCEPT";
    }
}
