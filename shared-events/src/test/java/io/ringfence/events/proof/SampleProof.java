package io.ringfence.events.proof;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One aggregate of five events among some hundred others, under a signed head. */
final class SampleProof {
    static final HeadKey KEY = HeadKey.make();
    static final AggregateRef AGGREGATE = AggregateRef.parse("rules:sg-1");
    private static final int EVENTS = 5;

    private SampleProof() {}

    static WireRecord event(long sequence, byte[] body) {
        return new WireRecord(
                AGGREGATE.id(),
                Map.of(
                        "ce_aggregatetype",
                        AGGREGATE.kind().text(),
                        "ce_subject",
                        AGGREGATE.id(),
                        "ce_sequence",
                        Long.toString(sequence),
                        "ce_actor",
                        "Zo\u00eb",
                        "content-type",
                        "application/json",
                        "traceparent",
                        "added on the way"),
                body);
    }

    private static byte[] body(long sequence) {
        return ("{\"n\":" + sequence + ",\"\u00e4\":\"\ud83d\ude00\\n\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** The proof of one of the five, from 1. */
    static InclusionProof of(int sequence) {
        return of(sequence, body(sequence));
    }

    /** The same of an event with that body. */
    static InclusionProof of(int sequence, byte[] body) {
        Hash previous = EventChain.start(AGGREGATE);
        for (int earlier = 1; earlier < sequence; earlier++) {
            previous = EventChain.next(previous, EventChain.content(event(earlier, body(earlier))));
        }
        Hash chain = EventChain.next(previous, EventChain.content(event(sequence, body)));
        List<Hash> following = new ArrayList<>();
        for (int later = sequence + 1; later <= EVENTS; later++) {
            Hash content = EventChain.content(event(later, body(later)));
            following.add(content);
            chain = EventChain.next(chain, content);
        }
        HashTree tree = new HashTree();
        for (int i = 2; i < 130; i++) {
            AggregateRef other = AggregateRef.parse("membership:sg-" + i);
            tree.put(other, i, EventChain.start(other));
        }
        tree.put(AGGREGATE, EVENTS, chain);
        return new InclusionProof(
                ProvenEvent.of(event(sequence, body)),
                previous,
                following,
                EVENTS,
                tree.path(AGGREGATE).orElseThrow(),
                KEY.sign(SignedHeadTest.head(tree.size(), tree.root())));
    }
}
