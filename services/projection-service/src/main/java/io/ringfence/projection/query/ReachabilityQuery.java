package io.ringfence.projection.query;

import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.verdict.Decision;
import io.ringfence.policy.verdict.Entry;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.policy.verdict.Side;
import io.ringfence.projection.query.Reachability.Judged;
import io.ringfence.projection.query.ReachabilityQuestion.Endpoint;
import io.ringfence.projection.query.Together.Part;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.JsonText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Judges one packet by the law itself, over the part of the image that it meets. */
@ApplicationScoped
public class ReachabilityQuery {
    private final Watermarks watermarks;

    @Inject
    public ReachabilityQuery(Watermarks watermarks) {
        this.watermarks = watermarks;
    }

    private record Ends(IpAddress source, IpAddress destination) {}

    Uni<Reachability> answer(Mutiny.Session session, ReachabilityQuestion question) {
        return ends(session, question)
                .chain(ends -> claimants(session, question, ends)
                        .chain(instances -> PartialImage.of(session, question.time(), instances))
                        .map(part -> judge(question, ends, part, watermarks.of(part.positions(), question.time()))));
    }

    private static Uni<Ends> ends(Mutiny.Session session, ReachabilityQuestion question) {
        Together together = new Together();
        Part<InstanceRow> from = together.add(instance(question, question.from()));
        Part<InstanceRow> to = together.add(instance(question, question.to()));
        return together.ask(session)
                .map(asked ->
                        choose(question, addresses(question.from(), from.rows()), addresses(question.to(), to.rows())));
    }

    private static Question<InstanceRow> instance(ReachabilityQuestion question, Endpoint end) {
        return instances(question)
                .where(
                        "r.id = :id",
                        "id",
                        end.instance() == null ? "" : end.instance().value())
                .question();
    }

    private static List<IpAddress> addresses(Endpoint end, List<InstanceRow> named) {
        if (end.address() != null) {
            return List.of(end.address());
        }
        return named.stream()
                .findFirst()
                .map(row -> JsonText.addresses(row.addresses))
                .orElseThrow(() -> Unknown.instance(String.valueOf(end.instance())));
    }

    /** The first pair of one family that the protocol speaks; IPv4 before IPv6. */
    private static Ends choose(ReachabilityQuestion question, List<IpAddress> sources, List<IpAddress> destinations) {
        for (AddressFamily family : AddressFamily.values()) {
            IpAddress source = first(sources, family);
            IpAddress destination = first(destinations, family);
            if (question.protocol().speaks(family) && source != null && destination != null) {
                return new Ends(source, destination);
            }
        }
        throw Refusal.invalid(
                "to", "has no address that " + question.protocol() + " could be sent to from an address of from");
    }

    private static @Nullable IpAddress first(List<IpAddress> addresses, AddressFamily family) {
        return addresses.stream()
                .filter(address -> address.family() == family)
                .findFirst()
                .orElse(null);
    }

    /** Everyone who claims one of the two addresses: the image decides who owns it. */
    private static Uni<List<InstanceRow>> claimants(Mutiny.Session session, ReachabilityQuestion question, Ends ends) {
        return instances(question)
                .where(
                        "r.id in (select a.instance_id from address_claim a where a.address = any(:addresses))",
                        "addresses",
                        new String[] {
                            ends.source().toString(), ends.destination().toString()
                        })
                .whereGiven("r.vpc_id = :vpcId", "vpcId", question.vpcId())
                .list(session);
    }

    private static RowQuery<InstanceRow> instances(ReachabilityQuestion question) {
        return new RowQuery<>(InstanceRow.class, question.time())
                .where("r.account = :account", "account", question.account().value());
    }

    private static Reachability judge(
            ReachabilityQuestion question, Ends ends, PartialImage part, Watermark watermark) {
        PolicyImage image = part.image();
        Packet packet = question.packet(ends.source(), ends.destination());
        Instant at = question.time().instant();
        Decision decision = PolicyEvaluator.DEFAULT.judge(image, packet, at);
        return new Reachability(
                decision.verdict(),
                ends.source(),
                ends.destination(),
                question.protocol(),
                question.port(),
                question.sourcePort(),
                at,
                judged(image, decision.egress(), PolicyEvaluator.DEFAULT.matching(image, Direction.EGRESS, packet, at)),
                judged(
                        image,
                        decision.ingress(),
                        PolicyEvaluator.DEFAULT.matching(image, Direction.INGRESS, packet, at)),
                part.revisions(),
                watermark);
    }

    private static Judged judged(PolicyImage image, Side side, List<Entry> matching) {
        InstanceImage instance =
                side.instance() == null ? null : image.instances().get(side.instance());
        return new Judged(
                side.verdict(),
                side.reason(),
                side.instance(),
                instance == null ? null : instance.securityGroupId(),
                side.rule(),
                alsoMatched(side, matching));
    }

    /** Only where an entry decided do others come behind it. */
    private static List<Rule> alsoMatched(Side side, List<Entry> matching) {
        return switch (side.reason()) {
            case INNER_ACCESS, RULE, DEFAULT ->
                matching.stream()
                        .map(Entry::rule)
                        .filter(Objects::nonNull)
                        .filter(rule -> !rule.equals(side.rule()))
                        .toList();
            case NOT_GUARDED, EXEMPT, SPOOFED, MULTICAST, NOT_A_CONNECTION_START, POLICY_UNKNOWN -> List.of();
        };
    }
}
