package io.ringfence.agent.render;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chains that are the same whatever the policy: hooks, anti-spoofing, connections, dispatch.
 *
 * <p>Interfaces are matched by name, never by index: an index is looked up in the namespace of whoever loads the table.
 */
final class FixedChains {

    /** Before connection tracking, so that a forged packet leaves no entry there. */
    private static final String RAW = "raw";

    /** Before the filters of others: what they drop stays dropped, what we drop they never see. */
    private static final String BEFORE_FILTER = "filter - 5";

    private final TableSettings settings;
    private final ExemptTraffic exemptions;

    FixedChains(TableSettings settings) {
        this.settings = settings;
        this.exemptions = new ExemptTraffic(settings);
    }

    /** Where a denied packet ends: silently. */
    void deny(TableText text) {
        text.chain(Names.DENY, List.of("counter drop"));
    }

    void hooks(TableText text) {
        dispatch(text);
        antispoof(text);
        connections(text);
        text.chain("from_instance_to_host", hostTraffic(exemptions.instanceToHost(), "from_instance"));
        text.chain("from_host_to_instance", hostTraffic(exemptions.hostToInstance(), "to_instance"));
        text.hook("prerouting", RAW, guarded("iifname", "antispoof"));
        text.hook("forward", BEFORE_FILTER, forward());
        text.hook("input", BEFORE_FILTER, guarded("iifname", "from_instance_to_host"));
        text.hook("output", BEFORE_FILTER, guarded("oifname", "from_host_to_instance"));
    }

    /** An interface in no map has no policy, and is closed. */
    private void dispatch(TableText text) {
        text.chain("from_instance", judged(Direction.EGRESS, "iifname"));
        text.chain("to_instance", judged(Direction.INGRESS, "oifname"));
    }

    private List<String> judged(Direction direction, String interfaceMatch) {
        List<String> statements = new ArrayList<>(exemptions.configured(direction));
        statements.add(interfaceMatch + " vmap @" + Names.dispatch(direction));
        statements.add("goto " + Names.DENY);
        return statements;
    }

    private void antispoof(TableText text) {
        List<String> statements = new ArrayList<>();
        statements.add("iifname . ip saddr @" + Names.bindings(AddressFamily.IPV4) + " return");
        statements.add("iifname . ip6 saddr @" + Names.bindings(AddressFamily.IPV6) + " return");
        statements.addAll(exemptions.fromForeignSource());
        statements.add("counter drop");
        text.chain("antispoof", statements);
    }

    /**
     * What belongs to a connection passes. Of ICMP only requests can begin one. Whatever else a helper expects is judged
     * by the rules, as related passes for ICMP's errors alone.
     */
    private static void connections(TableText text) {
        text.chain(
                "conn",
                List.of(
                        "ct state invalid counter drop",
                        "ct state established accept",
                        "ct state related meta l4proto { icmp, ipv6-icmp } accept",
                        "meta nfproto ipv4 icmp type != { echo-request, timestamp-request, info-request,"
                                + " address-mask-request } counter drop",
                        "icmpv6 type != echo-request counter drop"));
        text.chain(
                "forwarded",
                List.of(
                        "jump conn",
                        "ip daddr { 224.0.0.0/4, 255.255.255.255 } counter drop",
                        "ip6 daddr ff00::/8 counter drop"));
    }

    private static List<String> hostTraffic(List<String> exempt, String judge) {
        return Stream.concat(exempt.stream(), Stream.of("jump conn", "jump " + judge))
                .toList();
    }

    /** The sender's policy, then the receiver's; both when both are on this host. */
    private List<String> forward() {
        return Stream.of(
                        guarded("iifname", "forwarded"),
                        guarded("oifname", "forwarded"),
                        guarded("iifname", "from_instance"),
                        guarded("oifname", "to_instance"))
                .flatMap(List::stream)
                .toList();
    }

    private List<String> guarded(String interfaceMatch, String chain) {
        Stream<String> patterns = settings.guarded().stream().map(pattern -> "\"" + pattern + "\"");
        return Stream.concat(patterns, Stream.of("@" + TableRenderer.GUARDED))
                .map(names -> interfaceMatch + " " + names + " jump " + chain)
                .toList();
    }
}
