package io.ringfence.agent.table;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the elements of a set or map are, in the words of nft and in the bytes of the kernel. */
public abstract class ElementType<T extends Comparable<? super T>> {
    /** Interfaces. */
    public static final ElementType<InterfaceName> INTERFACE = new Interfaces();

    /** From interfaces to chains. */
    public static final ElementType<Dispatch> DISPATCH = new Dispatches();

    private static final ElementType<IpAddress> IPV4 = new Addresses("ipv4_addr");
    private static final ElementType<IpAddress> IPV6 = new Addresses("ipv6_addr");
    private static final ElementType<Binding> IPV4_BINDING = new Bindings("ipv4_addr");
    private static final ElementType<Binding> IPV6_BINDING = new Bindings("ipv6_addr");

    /** IFNAMSIZ: the kernel keeps a name with zeros behind it. */
    private static final int NAME_BYTES = 16;

    private final String kind;
    private final String declaration;

    private ElementType(String kind, String declaration) {
        this.kind = kind;
        this.declaration = declaration;
    }

    /** Addresses of a family. */
    public static ElementType<IpAddress> address(AddressFamily family) {
        return family == AddressFamily.IPV4 ? IPV4 : IPV6;
    }

    /** Interfaces with their addresses of a family. */
    public static ElementType<Binding> binding(AddressFamily family) {
        return family == AddressFamily.IPV4 ? IPV4_BINDING : IPV6_BINDING;
    }

    /** {@code set} or {@code map}. */
    String kind() {
        return kind;
    }

    /** As nft declares it. */
    String declaration() {
        return declaration;
    }

    abstract String text(T element);

    abstract byte[] key(T element);

    /** Where a packet with this key goes to; null in a set. */
    @Nullable
    String chain(T element) {
        return null;
    }

    /** Those of the elements that may not be in a set of before, by the addresses whose owner has changed since. */
    Stream<T> candidates(Set<T> elements, Set<IpAddress> moved) {
        return elements.stream();
    }

    private static String quoted(InterfaceName name) {
        return "\"" + name + "\"";
    }

    private static ByteBuffer named(InterfaceName name, int bytesBehind) {
        return ByteBuffer.allocate(NAME_BYTES + bytesBehind)
                .put(name.value().getBytes(StandardCharsets.US_ASCII))
                .position(NAME_BYTES);
    }

    private static final class Interfaces extends ElementType<InterfaceName> {
        private Interfaces() {
            super("set", "ifname");
        }

        @Override
        String text(InterfaceName name) {
            return quoted(name);
        }

        @Override
        byte[] key(InterfaceName name) {
            return named(name, 0).array();
        }
    }

    private static final class Dispatches extends ElementType<Dispatch> {
        private Dispatches() {
            super("map", "ifname : verdict");
        }

        @Override
        String text(Dispatch entry) {
            return quoted(entry.interfaceName()) + " : goto " + entry.chain();
        }

        @Override
        byte[] key(Dispatch entry) {
            return named(entry.interfaceName(), 0).array();
        }

        @Override
        String chain(Dispatch entry) {
            return entry.chain();
        }
    }

    private static final class Addresses extends ElementType<IpAddress> {
        private Addresses(String declaration) {
            super("set", declaration);
        }

        @Override
        String text(IpAddress address) {
            return address.toString();
        }

        @Override
        byte[] key(IpAddress address) {
            return address.bytes();
        }

        /** There may be very many that did not move. */
        @Override
        Stream<IpAddress> candidates(Set<IpAddress> elements, Set<IpAddress> moved) {
            return moved.stream().filter(elements::contains).sorted();
        }
    }

    private static final class Bindings extends ElementType<Binding> {
        private Bindings(String addresses) {
            super("set", "ifname . " + addresses);
        }

        @Override
        String text(Binding binding) {
            return quoted(binding.interfaceName()) + " . " + binding.address();
        }

        @Override
        byte[] key(Binding binding) {
            byte[] address = binding.address().bytes();
            return named(binding.interfaceName(), address.length).put(address).array();
        }
    }
}
