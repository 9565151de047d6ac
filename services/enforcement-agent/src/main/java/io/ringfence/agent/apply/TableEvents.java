package io.ringfence.agent.apply;

import io.ringfence.agent.table.Table;
import io.ringfence.nativecalls.NetlinkEvents;
import io.ringfence.nativecalls.NetlinkMessage;
import io.ringfence.nativecalls.NetlinkSocket;
import io.ringfence.nativecalls.NetworkNamespace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every transaction of nftables in a namespace: what it touched of our table, and which program made it. The
 * constants are those of {@code <linux/netfilter/nf_tables.h>}.
 */
final class TableEvents implements AutoCloseable {

    private static final int NFNLGRP_NFTABLES = 7;
    private static final int NFTABLES = 10;
    private static final byte FAMILY_INET = 1;
    private static final int FIXED_PART = 4;

    private static final int DELETE_TABLE = 2;
    private static final int NEW_GENERATION = 15;
    private static final int GENERATION_ID = 1;
    private static final int PROCESS_NUMBER = 2;
    private static final int PROCESS_NAME = 3;
    private static final int OF_TABLE = 1;

    /** More would be no help to anybody. */
    private static final int NAMED_AT_MOST = 5;

    /** What a message says happened, and which attribute names what it happened to; 0 where the table itself is meant. */
    private record Kind(String words, int name) {}

    private static final Map<Integer, Kind> KINDS = Map.ofEntries(
            Map.entry(0, new Kind("the table made", 0)),
            Map.entry(DELETE_TABLE, new Kind("the table deleted", 0)),
            Map.entry(3, new Kind("chain made:", 3)),
            Map.entry(5, new Kind("chain deleted:", 3)),
            Map.entry(6, new Kind("rule added to", 2)),
            Map.entry(8, new Kind("rule deleted from", 2)),
            Map.entry(9, new Kind("set made:", 2)),
            Map.entry(11, new Kind("set deleted:", 2)),
            Map.entry(12, new Kind("element added to", 2)),
            Map.entry(14, new Kind("element deleted from", 2)),
            Map.entry(18, new Kind("counter made:", 2)),
            Map.entry(20, new Kind("counter deleted:", 2)));

    private final NetlinkEvents events;
    private final Set<String> touched = new LinkedHashSet<>();

    TableEvents(NetworkNamespace namespace) {
        this.events = namespace.call(() -> NetlinkEvents.listen(NetlinkSocket.NETFILTER, NFNLGRP_NFTABLES));
    }

    /** What came since the last time. */
    Transactions hear() {
        NetlinkEvents.Heard heard = events.hear();
        List<Transactions.Transaction> ended = new ArrayList<>();
        for (NetlinkMessage message : heard.messages()) {
            if (message.type() == (NFTABLES << 8 | NEW_GENERATION)) {
                ended.add(ended(message.attributes(FIXED_PART)));
                touched.clear();
            } else {
                note(message);
            }
        }
        return new Transactions(ended, heard.lost());
    }

    @Override
    public void close() {
        events.close();
    }

    private void note(NetlinkMessage message) {
        Kind kind = KINDS.get(message.type() & 0xff);
        Map<Integer, byte[]> attributes = message.attributes(FIXED_PART);
        if ((message.numberAt(0) & 0xff) != FAMILY_INET || !Table.NAME.equals(text(attributes.get(OF_TABLE)))) {
            return;
        }
        if (message.type() == (NFTABLES << 8 | DELETE_TABLE)) {
            touched.clear(); // all that went with it goes without saying
        }
        String words = kind == null ? "something changed" : words(kind, attributes);
        if (!words.endsWith(" ")) {
            touched.add(touched.size() < NAMED_AT_MOST ? words : "and more");
        }
    }

    /** Sets without a name of their own belong to a rule, and go and come with it. */
    private static String words(Kind kind, Map<Integer, byte[]> attributes) {
        String name = text(attributes.get(kind.name()));
        return kind.name() == 0 ? kind.words() : kind.words() + " " + (name.startsWith("__") ? "" : name);
    }

    private Transactions.Transaction ended(Map<Integer, byte[]> attributes) {
        int process = number(attributes.get(PROCESS_NUMBER));
        return new Transactions.Transaction(
                Integer.toUnsignedLong(number(attributes.get(GENERATION_ID))),
                text(attributes.get(PROCESS_NAME)) + ", process " + process,
                Files.exists(Path.of("/proc/self/task/" + process)),
                List.copyOf(touched));
    }

    private static int number(byte @Nullable [] bytes) {
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getInt();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0 ? "" : new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    }
}
