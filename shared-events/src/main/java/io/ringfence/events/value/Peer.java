package io.ringfence.events.value;

/** The other side of a connection in a rule: a block of addresses, the members of a group, or a prefix list. */
public sealed interface Peer {
    /** Dispatches on the kind of peer, so that a new kind is a compile error wherever it matters. */
    <R> R accept(Visitor<R> visitor);

    /** What is peculiar to each kind of peer. */
    interface Visitor<R> {
        R cidr(Cidr cidr);

        R group(SecurityGroupId group);

        R prefixList(PrefixListId list);
    }

    /** A block of addresses. */
    record CidrPeer(Cidr cidr) implements Peer {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cidr(cidr);
        }
    }

    /** The private addresses of another group's members, as they are now. */
    record GroupPeer(SecurityGroupId securityGroupId) implements Peer {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.group(securityGroupId);
        }
    }

    /** The entries of a prefix list, as they are now. */
    record PrefixListPeer(PrefixListId prefixListId) implements Peer {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.prefixList(prefixListId);
        }
    }
}
