package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.nativecalls.NetlinkAttributes;
import io.ringfence.nativecalls.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rule that marks with an epoch, as the kernel's own expressions: what nft makes of {@link Epoch}'s statement, in
 * microseconds. It has no verdict, or the kernel would go through all chains to see whether they still lead nowhere in a circle. The constants are those of {@code <linux/netfilter/nf_tables.h>}.
 */
final class EpochRules {

    private static final int NEW_RULE = 10 << 8 | 6;
    private static final int DELETE_RULE = 10 << 8 | 8;
    private static final int RULE_CHAIN = 2;
    private static final int RULE_EXPRESSIONS = 4;
    private static final int ITEM = 1;
    private static final int NAME = 1;
    private static final int DATA = 2;

    private static final int VALUE = 1;
    private static final int REGISTER = 1;

    private static final int CT_MARK = 3;

    private EpochRules() {}

    /** Marks with the epoch from then on, as a part of a transaction. */
    static List<NetlinkRequest> judging(Epoch epoch) {
        return List.of(flush(Epoch.JUDGED), rule(Epoch.JUDGED, rule -> {
            loadMark(rule);
            bitwise(rule, ~epoch.mask().bits(), epoch.mark());
            setMark(rule);
        }));
    }

    private static NetlinkRequest flush(String chain) {
        return new NetlinkRequest(
                DELETE_RULE, 0, NetlinkTable.inTable().put(RULE_CHAIN, chain).toBytes());
    }

    private static NetlinkRequest rule(String chain, Consumer<NetlinkAttributes> expressions) {
        byte[] body = NetlinkTable.inTable()
                .put(RULE_CHAIN, chain)
                .nest(RULE_EXPRESSIONS, expressions)
                .toBytes();
        return new NetlinkRequest(NEW_RULE, NetlinkRequest.CREATE | NetlinkRequest.APPEND, body);
    }

    private static void expression(NetlinkAttributes rule, String name, Consumer<NetlinkAttributes> data) {
        rule.nest(ITEM, item -> item.put(NAME, name).nest(DATA, data));
    }

    private static void loadMark(NetlinkAttributes rule) {
        expression(rule, "ct", data -> data.put(1, REGISTER).put(2, CT_MARK));
    }

    private static void setMark(NetlinkAttributes rule) {
        expression(rule, "ct", data -> data.put(2, CT_MARK).put(4, REGISTER));
    }

    private static void bitwise(NetlinkAttributes rule, int and, int xor) {
        expression(
                rule,
                "bitwise",
                data -> data.put(1, REGISTER)
                        .put(2, REGISTER)
                        .put(3, Integer.BYTES)
                        .nest(4, mask -> mask.put(VALUE, number(and)))
                        .nest(5, flips -> flips.put(VALUE, number(xor))));
    }

    /** As it is in a register: in the machine's order. */
    private static byte[] number(int mark) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(mark)
                .array();
    }
}
