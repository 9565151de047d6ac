package io.ringfence.rule;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The rules that a group starts with unless its maker asked for none (semantics, section 3). */
final class DefaultRules {
    private static final List<RuleSpec> SPECS = List.of(
            spec(Direction.INGRESS, Protocol.TCP, "22/22"),
            spec(Direction.INGRESS, Protocol.TCP, "80/80"),
            spec(Direction.INGRESS, Protocol.TCP, "443/443"),
            spec(Direction.INGRESS, Protocol.TCP, "3389/3389"),
            spec(Direction.INGRESS, Protocol.ICMP, "-1/-1"),
            spec(Direction.EGRESS, Protocol.ALL, "-1/-1"));

    private static final int ID_LENGTH = 17;
    private static final int ALPHABET = 36;
    private static final BigInteger IDS = BigInteger.valueOf(ALPHABET).pow(ID_LENGTH);

    private DefaultRules() {}

    /** The rules of this group, with the same ids whenever they are asked for: opening a rule set may be retried. */
    static List<Rule> of(SecurityGroupId group) {
        List<Rule> rules = new ArrayList<>(SPECS.size());
        for (int i = 0; i < SPECS.size(); i++) {
            rules.add(new Rule(id(group, i), SPECS.get(i)));
        }
        return List.copyOf(rules);
    }

    /** As hard to meet twice as a random id: 87 bits of a digest over the group's id, which is never used again. */
    private static RuleId id(SecurityGroupId group, int index) {
        byte[] name = (group + "/default-rule/" + index).getBytes(StandardCharsets.UTF_8);
        String digits = new BigInteger(1, sha256(name)).mod(IDS).toString(ALPHABET);
        return new RuleId("sgr-" + "0".repeat(ID_LENGTH - digits.length()) + digits);
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static RuleSpec spec(Direction direction, Protocol protocol, String portRange) {
        return new RuleSpec(
                direction,
                RuleAction.ACCEPT,
                RuleSpec.MAX_PRIORITY,
                protocol,
                PortRange.parse(portRange),
                new Peer.CidrPeer(Cidr.ANY_IPV4),
                null,
                null,
                "",
                null);
    }
}
