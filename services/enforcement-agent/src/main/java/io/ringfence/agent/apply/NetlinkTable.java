package io.ringfence.agent.apply;

import io.ringfence.agent.table.Element;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetlinkAttributes;
import io.ringfence.nativecalls.NetlinkMessage;
import io.ringfence.nativecalls.NetlinkRequest;
import io.ringfence.nativecalls.NetlinkSocket;
import io.ringfence.nativecalls.NetworkNamespace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What needs no text: elements of sets and maps, the epoch, and the generation of the tables, straight over netlink. One
 * element costs microseconds whatever else is on the host, which nft would first have read. The constants are those of
 * {@code <linux/netfilter/nf_tables.h>} and {@code nfnetlink.h}.
 */
final class NetlinkTable implements AutoCloseable {

    private static final int NFTABLES = 10;
    private static final int BATCH_BEGIN = 16;
    private static final int BATCH_END = 17;
    private static final int NEW_ELEMENTS = NFTABLES << 8 | 12;
    private static final int DELETE_ELEMENTS = NFTABLES << 8 | 14;
    private static final int GET_GENERATION = NFTABLES << 8 | 16;

    private static final byte FAMILY_INET = 1;
    private static final int GENERATION_ID = 1;

    private static final int LIST_TABLE = 1;
    private static final int LIST_SET = 2;
    private static final int LIST_ELEMENTS = 3;
    private static final int ITEM = 1;
    private static final int ELEMENT_KEY = 1;
    private static final int ELEMENT_DATA = 2;
    private static final int DATA_VALUE = 1;
    private static final int DATA_VERDICT = 2;
    private static final int VERDICT_CODE = 1;
    private static final int VERDICT_CHAIN = 2;
    private static final int GOTO = -4;

    /** What fits into one transaction with the socket's buffer as it is, by far. */
    private static final int ELEMENTS_AT_ONCE = 1_000;

    private final NetlinkSocket socket;

    NetlinkTable(NetworkNamespace namespace) {
        this.socket = namespace.call(() -> NetlinkSocket.open(NetlinkSocket.NETFILTER));
    }

    /** The kernel's own count of transactions in this namespace, whoever made them. */
    long generation() {
        try {
            NetlinkMessage answer = socket.ask(GET_GENERATION, header((byte) 0));
            byte[] id = answer.attributes(header((byte) 0).length).get(GENERATION_ID);
            if (id == null) {
                throw new TableRefused("the kernel named no generation of its tables");
            }
            return Integer.toUnsignedLong(ByteBuffer.wrap(id).getInt());
        } catch (NativeFailure failed) {
            throw new TableRefused("cannot ask for the generation of the kernel's tables", failed);
        }
    }

    /**
     * Changes elements, in several transactions where there are very many, and begins the epoch with the last one.
     *
     * @return the number of transactions
     */
    int changeElements(TableChange change, Epoch epoch) {
        List<NetlinkRequest> requests = new ArrayList<>();
        requests.addAll(elements(DELETE_ELEMENTS, 0, change.removed()));
        requests.addAll(elements(NEW_ELEMENTS, NetlinkRequest.CREATE, change.added()));
        int transactions = 0;
        List<NetlinkRequest> transaction = new ArrayList<>();
        for (Iterator<NetlinkRequest> each = requests.iterator(); each.hasNext(); ) {
            transaction.add(each.next());
            if (!each.hasNext()) {
                transaction.addAll(EpochRules.judging(epoch));
                transaction.addAll(live(epoch));
            }
            if (!each.hasNext() || transaction.size() == ELEMENTS_AT_ONCE) {
                transact(transaction);
                transactions++;
                transaction.clear();
            }
        }
        return transactions;
    }

    /** Marks with the epoch and lets pass what carries it, from the same moment on. */
    void judgeAnew(Epoch epoch) {
        List<NetlinkRequest> transaction = new ArrayList<>(EpochRules.judging(epoch));
        transaction.addAll(live(epoch));
        transact(transaction);
    }

    /** Lets pass what carries the epoch, and nothing else any more. */
    void goLive(Epoch epoch) {
        transact(live(epoch));
    }

    /** All that was in the set goes. */
    private static List<NetlinkRequest> live(Epoch epoch) {
        byte[] mark = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(epoch.mark())
                .array();
        return List.of(
                new NetlinkRequest(
                        DELETE_ELEMENTS, 0, inTable().put(LIST_SET, Epoch.LIVE).toBytes()),
                new NetlinkRequest(NEW_ELEMENTS, NetlinkRequest.CREATE, body(Epoch.LIVE, mark, null)));
    }

    @Override
    public void close() {
        socket.close();
    }

    private void transact(List<NetlinkRequest> requests) {
        try {
            socket.transact(batch(BATCH_BEGIN), requests, batch(BATCH_END));
        } catch (NativeFailure refused) {
            throw new TableRefused("the kernel refused elements: " + refused.getMessage(), refused);
        }
    }

    private static List<NetlinkRequest> elements(int type, int flags, List<Element> elements) {
        return elements.stream()
                .map(element -> new NetlinkRequest(type, flags, body(element.set(), element.key(), element.chain())))
                .toList();
    }

    private static byte[] body(String set, byte[] bytes, @Nullable String chain) {
        return inTable()
                .put(LIST_SET, set)
                .nest(
                        LIST_ELEMENTS,
                        list -> list.nest(ITEM, item -> {
                            item.nest(ELEMENT_KEY, key -> key.put(DATA_VALUE, bytes));
                            if (chain != null) {
                                item.nest(
                                        ELEMENT_DATA,
                                        data -> data.nest(
                                                DATA_VERDICT,
                                                verdict -> verdict.put(VERDICT_CODE, GOTO)
                                                        .put(VERDICT_CHAIN, chain)));
                            }
                        }))
                .toBytes();
    }

    /** The beginning of every message about something in the table; its name has the same number in all of them. */
    static NetlinkAttributes inTable() {
        return NetlinkAttributes.after(header(FAMILY_INET)).put(LIST_TABLE, Table.NAME);
    }

    private static NetlinkRequest batch(int type) {
        return new NetlinkRequest(type, 0, new byte[] {0, 0, 0, NFTABLES});
    }

    /** {@code struct nfgenmsg}. */
    private static byte[] header(byte family) {
        return new byte[] {family, 0, 0, 0};
    }
}
