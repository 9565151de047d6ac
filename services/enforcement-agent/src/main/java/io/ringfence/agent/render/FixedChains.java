package io.ringfence.agent.render;

import io.ringfence.agent.table.Chain;
import io.ringfence.agent.table.CounterNames;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The chains that are nearly the same whatever the policy: hooks, anti-spoofing, connections, dispatch.
 *
 * <p>Interfaces are matched by name, never by index: an index is looked up in the namespace of whoever loads the table.
 */
final class FixedChains {

    /** Before connection tracking, so that a forged packet leaves no entry there. */
    private static final String RAW = "raw";

    /** Before the filters of others: what they drop stays dropped, what we drop they never see. */
    private static final String BEFORE_FILTER = "filter - 5";

    private static final String ANTISPOOF = "antispoof";
    private static final String CONNECTIONS = "conn";
    private static final String KNOWN = "conn_known";
    private static final String REQUESTS = "conn_requests";
    private static final String FORWARDED_FROM = "forwarded_from_instance";
    private static final String FORWARDED_TO = "forwarded_to_instance";
    private static final String RECEIVED = "received";
    private static final String FROM_INSTANCE = "from_instance";
    private static final String TO_INSTANCE = "to_instance";
    private static final String TO_HOST = "from_instance_to_host";
    private static final String FROM_HOST = "from_host_to_instance";

    private final TableSettings settings;
    private final boolean named;
    private final ExemptTraffic exemptions;
    private final Map<String, Chain> chains = new LinkedHashMap<>();

    /** @param named whether interfaces are guarded by their names, besides those that a pattern covers */
    FixedChains(TableSettings settings, boolean named) {
        this.settings = settings;
        this.named = named;
        this.exemptions = new ExemptTraffic(settings);
    }

    /** By their names. */
    Map<String, Chain> all() {
        deny();
        dispatch();
        antispoof();
        connections();
        chain(TO_HOST, hostTraffic(exemptions.instanceToHost(), FROM_INSTANCE));
        chain(FROM_HOST, hostTraffic(exemptions.hostToInstance(), TO_INSTANCE));
        forwarded();
        hook("prerouting", RAW, guarded("iifname", "jump " + ANTISPOOF));
        hook("forward", BEFORE_FILTER, forward());
        hook("input", BEFORE_FILTER, guarded("iifname", "jump " + TO_HOST));
        hook("output", BEFORE_FILTER, guarded("oifname", "jump " + FROM_HOST));
        return chains;
    }

    /** Without an answer; of a connection that was accepted before, the replies end with it. */
    private void deny() {
        MarkMask marks = settings.marks();
        List<String> statements = new ArrayList<>(List.of(marks.set(marks.dead())));
        settings.deniedLog().map(DeniedLog::statement).ifPresent(statements::add);
        statements.add(RuleLines.counting(CounterNames.DENIED) + " drop");
        chain(Names.DENY, statements);
    }

    private void chain(String name, List<String> statements) {
        chains.put(name, Chain.of(statements));
    }

    private void hook(String hook, String priority, List<String> statements) {
        chains.put(hook, Chain.hooked(hook, priority, statements));
    }

    /** An interface in no map has no policy, and is closed. */
    private void dispatch() {
        chain(FROM_INSTANCE, judged(Direction.EGRESS, "iifname"));
        chain(TO_INSTANCE, judged(Direction.INGRESS, "oifname"));
    }

    private List<String> judged(Direction direction, String interfaceMatch) {
        List<String> statements = new ArrayList<>(exemptions.configured(direction));
        statements.add(interfaceMatch + " vmap @" + Names.dispatch(direction));
        statements.add("goto " + Names.DENY);
        return statements;
    }

    private void antispoof() {
        List<String> statements = new ArrayList<>();
        statements.add("iifname . ip saddr @" + Names.bindings(AddressFamily.IPV4) + " return");
        statements.add("iifname . ip6 saddr @" + Names.bindings(AddressFamily.IPV6) + " return");
        statements.addAll(exemptions.fromForeignSource());
        statements.add(RuleLines.counting(CounterNames.SPOOFED) + " drop");
        chain(ANTISPOOF, statements);
    }

    /** A connection of the live epoch passes, which is asked first as most packets are of one. */
    private String live() {
        return settings.marks().carries("@" + Epoch.LIVE) + " accept";
    }

    /**
     * Of a connection that is not of the live epoch its replies pass, unless it was denied, and its packets are judged. Of
     * ICMP only requests can begin a connection, and only errors belong to one without being of it: whatever else a helper
     * expects is judged by the rules.
     */
    private void connections() {
        MarkMask marks = settings.marks();
        String dead = marks.carries(marks.dead());
        chain(
                KNOWN,
                List.of(
                        "ct state invalid counter drop",
                        dead + " ct direction reply counter drop",
                        dead + " ct state related counter drop",
                        "ct state established ct direction reply accept",
                        "ct state related meta l4proto { icmp, ipv6-icmp } accept"));
        chain(
                REQUESTS,
                List.of(
                        "meta nfproto ipv4 icmp type != { echo-request, timestamp-request, info-request,"
                                + " address-mask-request } counter drop",
                        "icmpv6 type != echo-request counter drop"));
        chain(
                CONNECTIONS,
                List.of("ct state != new jump " + KNOWN, "meta l4proto { icmp, ipv6-icmp } jump " + REQUESTS));
    }

    /** What goes through the host: the sender's policy, then the receiver's; both when both are on this host. */
    private void forwarded() {
        chain(RECEIVED, List.of("jump " + TO_INSTANCE, "goto " + Epoch.JUDGED));
        List<String> from = new ArrayList<>(notToMany());
        from.add("jump " + FROM_INSTANCE);
        from.addAll(guarded("oifname", "goto " + RECEIVED));
        from.add("goto " + Epoch.JUDGED);
        chain(FORWARDED_FROM, from);
        List<String> to = new ArrayList<>(notToMany());
        to.add("goto " + RECEIVED);
        chain(FORWARDED_TO, to);
    }

    /** Of connections, and to one address. */
    private static List<String> notToMany() {
        return List.of(
                "jump " + CONNECTIONS,
                "ip daddr 224.0.0.0/4 counter drop",
                "ip daddr 255.255.255.255 counter drop",
                "ip6 daddr ff00::/8 counter drop");
    }

    private List<String> hostTraffic(List<String> exempt, String judge) {
        List<String> statements = new ArrayList<>(List.of(live()));
        statements.addAll(exempt);
        statements.addAll(List.of("jump " + CONNECTIONS, "jump " + judge, "jump " + Epoch.JUDGED));
        return statements;
    }

    /** Only connections that were judged here carry a mark of ours, so that need not wait for whom a packet is. */
    private List<String> forward() {
        List<String> statements = new ArrayList<>(List.of(live()));
        statements.addAll(guarded("iifname", "goto " + FORWARDED_FROM));
        statements.addAll(guarded("oifname", "goto " + FORWARDED_TO));
        return statements;
    }

    private List<String> guarded(String interfaceMatch, String verdict) {
        Stream<String> patterns = settings.guarded().stream().map(pattern -> "\"" + pattern + "\"");
        return Stream.concat(patterns, named ? Stream.of("@" + TableRenderer.GUARDED) : Stream.empty())
                .map(names -> interfaceMatch + " " + names + " " + verdict)
                .toList();
    }
}
