package io.ringfence.agent.render;

import io.ringfence.events.value.Direction;
import java.util.List;
import java.util.stream.Stream;

/** What passes without a policy: neighbour discovery, MLD, DHCP and the configured entries (semantics, section 4). */
final class ExemptTraffic {

    /** No advertisement of a router and no redirect: an instance is neither. */
    private static final String DISCOVERY_FROM_INSTANCE =
            "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit }";

    private static final String LISTENER_REPORTS =
            "icmpv6 type { mld-listener-report, mld-listener-done, mld2-listener-report }";
    private static final String FROM_HOST = "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit,"
            + " nd-router-advert, nd-redirect, mld-listener-query, mld-listener-report, mld-listener-done,"
            + " mld2-listener-report }";

    private static final String UNSPECIFIED_OR_LINK_LOCAL = " ip6 saddr { ::, fe80::/10 }";

    private static final String DHCP4_REQUEST = "ip saddr 0.0.0.0 udp sport 68 udp dport 67";
    private static final String DHCP6_REQUEST = "ip6 saddr fe80::/10 udp sport 546 udp dport 547";
    private static final String DHCP4_ANSWER = "meta nfproto ipv4 udp sport 67 udp dport 68";
    private static final String DHCP6_ANSWER = "ip6 daddr fe80::/10 udp sport 547 udp dport 546";

    private final TableSettings settings;

    ExemptTraffic(TableSettings settings) {
        this.settings = settings;
    }

    /** Packets of an instance whose source address need not be its own. */
    List<String> fromForeignSource() {
        return ending(
                "return",
                Stream.of(
                                Stream.of(DISCOVERY_FROM_INSTANCE + " ip6 hoplimit 255" + UNSPECIFIED_OR_LINK_LOCAL),
                                Stream.of(LISTENER_REPORTS + UNSPECIFIED_OR_LINK_LOCAL),
                                dhcp(DHCP4_REQUEST, DHCP6_REQUEST),
                                alwaysAllowed(Direction.EGRESS))
                        .flatMap(kind -> kind));
    }

    /**
     * Packets from an instance to its host. Discovery also comes from the instance's own global address, which
     * anti-spoofing has already compared.
     */
    List<String> instanceToHost() {
        return ending(
                "accept",
                Stream.concat(
                        Stream.of(DISCOVERY_FROM_INSTANCE, LISTENER_REPORTS), dhcp(DHCP4_REQUEST, DHCP6_REQUEST)));
    }

    /** Packets from the host to an instance of its own. DHCP answers come from the host or its relay, nobody else. */
    List<String> hostToInstance() {
        return ending("accept", Stream.concat(Stream.of(FROM_HOST), dhcp(DHCP4_ANSWER, DHCP6_ANSWER)));
    }

    /** The configured entries, accepted by the instance's side of that direction. */
    List<String> configured(Direction direction) {
        return ending("return", alwaysAllowed(direction));
    }

    private Stream<String> dhcp(String... matches) {
        return settings.exemptions().allowDhcp() ? Stream.of(matches) : Stream.empty();
    }

    private Stream<String> alwaysAllowed(Direction direction) {
        return settings.alwaysAllowed(direction).stream()
                .map(entry -> Statement.of(
                        Matches.protocol(entry.protocol(), entry.portRange()), Matches.peer(direction, entry.cidr())));
    }

    private static List<String> ending(String verdict, Stream<String> matches) {
        return matches.map(match -> match + " " + verdict).toList();
    }
}
