package io.ringfence.projection.query;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.VpcId;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.web.QueryParameter;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: whether a first packet passes.
 *
 * @param vpcId whose instances own the addresses; null for any
 * @param port 1..65535; null for protocols without ports
 * @param sourcePort 1..65535; null for protocols without ports
 */
record ReachabilityQuestion(
        AccountId account,
        Endpoint from,
        Endpoint to,
        @Nullable VpcId vpcId,
        Protocol protocol,
        @Nullable Integer port,
        @Nullable Integer sourcePort,
        AsOf time) {
    /** The first of the ports that clients take for themselves (RFC 6335, section 6), where nobody names another. */
    static final int DEFAULT_SOURCE_PORT = 49_152;

    /** One end of the connection: an address, or an instance, by the parameter that named it. */
    record Endpoint(
            String parameter,
            @Nullable IpAddress address,
            @Nullable InstanceId instance) {
        /** What reads as an address is one, although an instance might be called so. */
        static Endpoint of(String parameter, @Nullable String text) {
            return QueryParameter.required(parameter, text, given -> {
                try {
                    return new Endpoint(parameter, IpAddress.parse(given), null);
                } catch (InvalidValue notAnAddress) {
                    return new Endpoint(parameter, null, new InstanceId(given));
                }
            });
        }
    }

    /** Reads the protocol and the ports that it needs or cannot have. */
    static ReachabilityQuestion of(
            AccountId account,
            Endpoint from,
            Endpoint to,
            @Nullable String vpcId,
            @Nullable String protocol,
            @Nullable String port,
            @Nullable String sourcePort,
            AsOf time) {
        Protocol parsed = QueryParameter.required("protocol", protocol, Protocol::parse);
        if (parsed == Protocol.ALL) {
            throw Refusal.invalid("protocol", "must be that of a packet, such as tcp, and not all");
        }
        return new ReachabilityQuestion(
                account,
                from,
                to,
                QueryParameter.optional("vpcId", vpcId, VpcId::new),
                parsed,
                port("port", parsed, port, null),
                port("sourcePort", parsed, sourcePort, DEFAULT_SOURCE_PORT),
                time);
    }

    private static @Nullable Integer port(
            String parameter, Protocol protocol, @Nullable String text, @Nullable Integer whenAbsent) {
        if (!protocol.hasPorts()) {
            if (text != null) {
                throw Refusal.invalid(parameter, "cannot be given for " + protocol);
            }
            return null;
        }
        Integer port = QueryParameter.optional(parameter, text, QueryParameter.number(1, PortRange.MAX_PORT));
        if (port == null && whenAbsent == null) {
            throw Problem.of(ProblemCode.MISSING_PARAMETER, parameter + " is required for " + protocol)
                    .at(parameter)
                    .refusal();
        }
        return port == null ? whenAbsent : port;
    }

    /** The packet between these addresses; an instance that is named sends it from its own interface. */
    Packet packet(IpAddress source, IpAddress destination) {
        Packet packet = switch (protocol) {
            case TCP -> Packet.tcp(source, portOf(sourcePort), destination, portOf(port));
            case UDP -> Packet.udp(source, portOf(sourcePort), destination, portOf(port));
            case ICMP, ICMPV6 -> Packet.echoRequest(source, destination);
            case GRE, ALL -> Packet.ofProtocol(protocol.number(), source, destination);
        };
        return from.instance() == null ? packet : packet.sentBy(from.instance());
    }

    private static int portOf(@Nullable Integer port) {
        return port == null ? 0 : port;
    }
}
