package io.ringfence.policy.image;

import io.ringfence.events.value.IpAddress;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Addresses in their order. Nobody changes it: {@link #plus} and {@link #minus} give another. */
public final class AddressSet extends AbstractSet<IpAddress> {
    /** No address. */
    public static final AddressSet NONE = new AddressSet(BlockMap.empty(Comparator.naturalOrder()));

    private final BlockMap<IpAddress, IpAddress> addresses;

    private AddressSet(BlockMap<IpAddress, IpAddress> addresses) {
        this.addresses = addresses;
    }

    /** These addresses. */
    public static AddressSet of(Collection<IpAddress> addresses) {
        List<IpAddress> sorted = addresses.stream().sorted().distinct().toList();
        return sorted.isEmpty() ? NONE : new AddressSet(BlockMap.of(Comparator.naturalOrder(), sorted, sorted));
    }

    AddressSet plus(IpAddress address) {
        return new AddressSet(addresses.plus(address, address));
    }

    AddressSet minus(IpAddress address) {
        return new AddressSet(addresses.minus(address));
    }

    /** Those from one address to another that is not before it, both included, in order. The first is found in O(log n). */
    public Stream<IpAddress> within(IpAddress from, IpAddress to) {
        return addresses.keys(from, to);
    }

    /** How many {@link #within} there are, counted by the block. */
    public int countWithin(IpAddress from, IpAddress to) {
        return addresses.count(from, to);
    }

    @Override
    public int size() {
        return addresses.size();
    }

    @Override
    public boolean contains(@Nullable Object object) {
        return object instanceof IpAddress address && addresses.get(address) != null;
    }

    @Override
    public Iterator<IpAddress> iterator() {
        return addresses.keys().iterator();
    }
}
