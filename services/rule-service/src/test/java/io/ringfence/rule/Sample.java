package io.ringfence.rule;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RulePatch;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups and rules that the tests speak of. */
final class Sample {
    static final SecurityGroupId WEB = group("web");
    static final SecurityGroupId DATABASE = group("database");
    static final PrefixListId OFFICE = list("office");
    static final AccountId ACME = new AccountId("acme");
    static final VpcId VPC = VpcId.DEFAULT;

    /** The instant at which fixtures decide. */
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00.000000Z");

    private Sample() {}

    static SecurityGroupId group(String name) {
        return new SecurityGroupId("sg-" + padded(name));
    }

    static PrefixListId list(String name) {
        return new PrefixListId("pl-" + padded(name));
    }

    static RuleId id(int number) {
        return new RuleId("sgr-" + padded("r" + number));
    }

    private static String padded(String name) {
        return name + "x".repeat(17 - name.length());
    }

    static RuleSetOpened opened(Rule... rules) {
        return opened(SecurityGroupType.BASIC, rules);
    }

    static RuleSetOpened opened(SecurityGroupType type, Rule... rules) {
        return new RuleSetOpened(WEB, ACME, VPC, type, List.of(rules));
    }

    static Rule rule(int number, RuleSpec spec) {
        return new Rule(id(number), spec);
    }

    /** INGRESS ACCEPT tcp to one port from 10.0.0.0/8. */
    static RuleSpec tcp(int port) {
        return ingress(Protocol.TCP, new PortRange(port, port), new Peer.CidrPeer(Cidr.parse("10.0.0.0/8")), null);
    }

    static RuleSpec tcpUntil(int port, Instant expiresAt) {
        return ingress(Protocol.TCP, new PortRange(port, port), new Peer.CidrPeer(Cidr.parse("10.0.0.0/8")), expiresAt);
    }

    /** INGRESS ACCEPT tcp 443/443 from the members of a group. */
    static RuleSpec fromGroup(SecurityGroupId group) {
        return ingress(Protocol.TCP, new PortRange(443, 443), new Peer.GroupPeer(group), null);
    }

    static RuleSpec fromPrefixList() {
        return fromList(OFFICE);
    }

    /** INGRESS ACCEPT everything from the entries of a prefix list. */
    static RuleSpec fromList(PrefixListId list) {
        return ingress(Protocol.ALL, PortRange.ALL, new Peer.PrefixListPeer(list), null);
    }

    private static RuleSpec ingress(Protocol protocol, PortRange ports, Peer peer, @Nullable Instant expiresAt) {
        return new RuleSpec(Direction.INGRESS, RuleAction.ACCEPT, 1, protocol, ports, peer, null, null, "", expiresAt);
    }

    /** The same rule in other words. */
    static RuleSpec described(RuleSpec spec, String description) {
        return with(spec, description, spec.expiresAt());
    }

    /** The same rule until a deadline. */
    static RuleSpec expiring(RuleSpec spec, Instant expiresAt) {
        return with(spec, spec.description(), expiresAt);
    }

    private static RuleSpec with(RuleSpec spec, String description, @Nullable Instant expiresAt) {
        return new RuleSpec(
                spec.direction(),
                spec.policy(),
                spec.priority(),
                spec.protocol(),
                spec.portRange(),
                spec.peer(),
                spec.sourcePortRange(),
                spec.localCidr(),
                description,
                expiresAt);
    }

    /** A patch that changes only what is given. */
    static RulePatch patch(Patch<PortRange> portRange, Patch<Protocol> protocol, Patch<Peer> peer) {
        return new RulePatch(
                Patch.absent(),
                Patch.absent(),
                protocol,
                portRange,
                peer,
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent());
    }

    static RulePatch port(int port) {
        return patch(Patch.of(new PortRange(port, port)), Patch.absent(), Patch.absent());
    }

    static RulePatch peer(Peer peer) {
        return patch(Patch.absent(), Patch.absent(), Patch.of(peer));
    }

    static RulePatch description(String text) {
        return new RulePatch(
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.of(text),
                Patch.absent());
    }

    static RulePatch expiry(Patch<Instant> expiresAt) {
        return new RulePatch(
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                expiresAt);
    }
}
