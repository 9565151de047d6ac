package io.ringfence.agent.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * The host at one moment.
 *
 * @param connections how many the kernel tracks
 * @param connectionsAtMost how many it can track; 0 where it does not say
 * @param droppers chains of other tables that drop what they do not accept
 */
public record HostCondition(long connections, long connectionsAtMost, List<Dropper> droppers) {
    /** Where nobody looks. */
    public static final HostCondition UNKNOWN = new HostCondition(0, 0, List.of());

    /** From here on there is not much time left. */
    private static final double NEARLY_FULL = 0.9;

    public HostCondition {
        droppers = List.copyOf(droppers);
    }

    /**
     * A chain that the kernel calls and whose policy is to drop.
     *
     * @param family as nft calls it: {@code ip}, {@code ip6} or {@code inet}
     */
    public record Dropper(String family, String table, String chain, String hook) {
        String warning() {
            String from = hook.equals("output") ? "oifname" : "iifname";
            String accept = "nft insert rule " + family + " " + table + " " + chain + " " + from + " \"sg*\" accept";
            String both = hook.equals("forward") ? accept + "; " + accept.replace("iifname", "oifname") : accept;
            return "table " + family + " " + table + ", chain " + chain + ", drops in " + hook
                    + " what it does not accept, also what the policy allows; to leave instances to Ringfence: " + both;
        }
    }

    /** In sentences for a person, each with what to do about it. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        droppers.forEach(dropper -> warnings.add(dropper.warning()));
        if (connectionsAtMost > 0 && connections >= NEARLY_FULL * connectionsAtMost) {
            warnings.add("the table of connections is nearly full, " + connections + " of " + connectionsAtMost
                    + ": new connections are dropped when it is; raise net.netfilter.nf_conntrack_max");
        }
        return warnings;
    }
}
