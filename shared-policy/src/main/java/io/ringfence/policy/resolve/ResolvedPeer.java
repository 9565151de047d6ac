package io.ringfence.policy.resolve;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.SecurityGroupId;
import java.util.List;

/** The other side of a connection, ready to be matched: blocks of addresses, or whoever is a member of a group. */
public sealed interface ResolvedPeer {
    /** Dispatches on the kind of peer, so that a new kind is a compile error wherever it matters. */
    <R> R accept(Visitor<R> visitor);

    /** What is peculiar to each kind of peer. */
    interface Visitor<R> {
        R blocks(List<Cidr> cidrs);

        R membersOf(SecurityGroupId group);
    }

    /** Any of these blocks; of a prefix list there may be none, and then nothing matches. They may overlap. */
    record Blocks(List<Cidr> cidrs) implements ResolvedPeer {
        public Blocks {
            cidrs = List.copyOf(cidrs);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.blocks(cidrs);
        }
    }

    /** The members of a group; their addresses are in {@link HostPolicy#members}. */
    record MembersOf(SecurityGroupId group) implements ResolvedPeer {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.membersOf(group);
        }
    }
}
