package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.IpAddress;
import java.util.List;

/** Addresses {@code from} to {@code to} of one family, both included; written as a CIDR where it is one. */
public record AddressRange(IpAddress from, IpAddress to) {
    static AddressRange of(Span span, AddressFamily family) {
        return new AddressRange(span.from().address(family), span.to().address(family));
    }

    static AddressRange all(AddressFamily family) {
        return of(Axis.PEER.whole(family), family);
    }

    static List<AddressRange> of(List<Span> spans, AddressFamily family) {
        return spans.stream().map(span -> of(span, family)).toList();
    }

    public boolean contains(IpAddress address) {
        return address.family() == from.family() && from.compareTo(address) <= 0 && address.compareTo(to) <= 0;
    }

    @Override
    public String toString() {
        long differing = from.low() ^ to.low();
        int shared = from.high() != to.high()
                ? Long.numberOfLeadingZeros(from.high() ^ to.high())
                : Long.SIZE + Long.numberOfLeadingZeros(differing);
        Cidr block = new Cidr(from, shared - (128 - from.family().bits()));
        boolean whole = block.network().equals(from) && Span.of(block).to().equals(Point.of(to));
        return whole ? block.toString() : from + "-" + to;
    }
}
