package io.ringfence.projection.verification;

import io.ringfence.events.proof.Hash;
import io.ringfence.events.proof.Head;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.projection.heads.ReadHead;
import io.ringfence.projection.verification.Discrepancy.Check;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The heads as Kafka and the file have them: each has to be signed, to follow the one before, and to be in both. A head
 * may be in either twice, as a signer that died tells it again.
 */
final class SignedHeads {
    private final Findings findings;
    private final PublicKey key;
    private final Instant until;

    /** @param until later heads are left alone */
    SignedHeads(PublicKey key, Instant until, Findings findings) {
        this.key = key;
        this.until = until;
        this.findings = findings;
    }

    /**
     * Checks them; answers those of each topic that are in order, up to the first that is not.
     *
     * @param kafka as JSON, in the order of their topic
     * @param file as JSON, in the order of the file
     */
    Map<String, List<Head>> check(List<String> kafka, List<String> file) {
        Set<ReadHead> told = read(kafka, "Kafka");
        Set<ReadHead> filed = read(file, "the file");
        compare(told, filed, "the file has it and Kafka has not");
        compare(filed, told, "Kafka has it and the file has not");
        Set<ReadHead> all = new LinkedHashSet<>(told);
        all.addAll(filed);
        Map<String, List<ReadHead>> byTopic = all.stream()
                .collect(Collectors.groupingBy(head -> head.head().topic(), TreeMap::new, Collectors.toList()));
        return byTopic.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> inOrder(entry.getKey(), entry.getValue())));
    }

    private Set<ReadHead> read(List<String> lines, String from) {
        Set<ReadHead> heads = new LinkedHashSet<>();
        for (String line : lines) {
            ReadHead head = read(line, from);
            if (head != null && !head.head().until().isAfter(until)) {
                heads.add(head);
            }
        }
        return heads;
    }

    private @Nullable ReadHead read(String line, String from) {
        try {
            ReadHead head = ReadHead.parse(line);
            if (head.signed().verify(key)) {
                return head;
            }
            wrong(
                    null,
                    "a head in " + from + " is not signed by this key: "
                            + head.signed().payload());
        } catch (Unreadable e) {
            wrong(null, "a head in " + from + " cannot be read: " + e.getMessage());
        }
        return null;
    }

    private void compare(Set<ReadHead> there, Set<ReadHead> all, String what) {
        for (ReadHead head : all) {
            if (!there.contains(head)) {
                wrong(head.head().until(), name(head.head()) + ": " + what);
            }
        }
    }

    private List<Head> inOrder(String topic, List<ReadHead> heads) {
        Map<Long, ReadHead> byNumber = heads.stream()
                .collect(Collectors.toMap(
                        head -> head.head().number(), Function.identity(), this::either, TreeMap::new));
        List<Head> inOrder = new ArrayList<>();
        Hash previous = null;
        for (ReadHead signed : byNumber.values()) {
            Head head = signed.head();
            if (head.number() != inOrder.size() + 1 || !follows(head, previous)) {
                wrong(head.until(), name(head) + " does not follow head " + inOrder.size() + " of " + topic);
                return inOrder;
            }
            inOrder.add(head);
            previous = signed.signed().hash();
        }
        return inOrder;
    }

    private ReadHead either(ReadHead one, ReadHead other) {
        if (!one.signed().payload().equals(other.signed().payload())) {
            wrong(one.head().until(), name(one.head()) + " was signed twice, in other words");
        }
        return one;
    }

    private static boolean follows(Head head, @Nullable Hash previous) {
        return previous == null ? head.previous() == null : previous.equals(head.previous());
    }

    private static String name(Head head) {
        return "head " + head.number() + " of " + head.topic();
    }

    private void wrong(@Nullable Instant until, String detail) {
        findings.add(new Discrepancy(Check.HEAD, null, null, null, until, detail));
    }
}
