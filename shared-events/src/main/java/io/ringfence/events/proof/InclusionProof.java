package io.ringfence.events.proof;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Unreadable;
import java.security.PublicKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * That one event is, as it is shown here, under a signed head. Whoever has the public key can check it alone.
 *
 * @param previous the chain hash before the event
 * @param following the content hashes of the aggregate's later events, up to the head
 * @param revision of the aggregate at the head
 * @param path the siblings in the tree, from the root downward
 */
public record InclusionProof(
        ProvenEvent event, Hash previous, List<Hash> following, long revision, List<Hash> path, SignedHead signedHead) {
    public InclusionProof {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(signedHead, "signedHead");
        following = List.copyOf(following);
        path = List.copyOf(path);
    }

    /** Reads what {@link #toJson} writes; it may be laid out in another way, but have nothing else in it. */
    public static InclusionProof parse(byte[] json) throws Unreadable {
        return Strict.read(json, InclusionProof.class);
    }

    public byte[] toJson() {
        return Json.write(this);
    }

    /** The first thing that is wrong, as a sentence; nothing where the proof holds. */
    public Optional<String> check(PublicKey key) {
        if (!signedHead.verify(key)) {
            return Optional.of("the head is not signed with the key " + HeadKey.id(key));
        }
        try {
            return check(signedHead.head());
        } catch (Unreadable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> check(Head head) throws Unreadable {
        Optional<String> added = event.headers().keySet().stream()
                .filter(name -> !EventChain.isOfTheEvent(name))
                .findFirst();
        if (added.isPresent()) {
            return Optional.of("the header " + added.get() + " is not of the event");
        }
        AggregateRef aggregate = event.aggregate();
        long sequence = event.sequence();
        if (sequence + following.size() != revision) {
            return Optional.of(
                    "event " + sequence + " and " + following.size() + " more do not make revision " + revision);
        }
        if (sequence == 1 && !previous.equals(EventChain.start(aggregate))) {
            return Optional.of("the first event of " + aggregate + " does not follow its start");
        }
        Hash key = HashTree.key(aggregate);
        boolean found = path.size() <= Hash.BITS
                && HashTree.rootOf(key, HashTree.leaf(key, revision, chain()), path)
                        .equals(head.root());
        return found ? Optional.empty() : Optional.of("the event and the hashes do not lead to the head's root");
    }

    private Hash chain() throws Unreadable {
        Hash chain = EventChain.next(previous, EventChain.content(event.record()));
        for (Hash later : following) {
            chain = EventChain.next(chain, later);
        }
        return chain;
    }
}
