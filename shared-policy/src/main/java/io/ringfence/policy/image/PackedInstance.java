package io.ringfence.policy.image;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Micros;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An instance as an image keeps it, in a third of the memory of an {@link InstanceImage}, which is made of it whenever one is
 * asked for: what others have as well is one object with theirs, what is its own is one text.
 */
final class PackedInstance {
    /** In the order of {@link InstanceId}. */
    static final Comparator<PackedInstance> BY_ID =
            Comparator.comparing(instance -> instance.text, PackedInstance::compareIds);

    /** The last in this order owns an address that several claim. */
    static final Comparator<PackedInstance> BY_ADDRESS_CLAIM = Comparator.<PackedInstance>comparingLong(
                    instance -> instance.registeredAtMicros)
            .thenComparing(BY_ID);

    /** Ends each part of the text but the name, which is last. None of them has one, and in ASCII it is before all they have. */
    private static final char END = ' ';

    private static final int PARTS = 4;
    private static final String BETWEEN_ADDRESSES = ",";

    private final byte[] text; // id, interface, addresses, name
    private final AccountId accountId;
    private final VpcId vpcId;
    private final SecurityGroupId securityGroupId;
    private final @Nullable HostName host;
    private final Map<String, String> labels;
    private final String actor;
    private final Channel channel;
    private final long registeredAtMicros;
    private final long placedAtMicros;
    private final long changedAtMicros;
    private final long revision;

    PackedInstance(InstanceImage instance) {
        text = textOf(instance).getBytes(StandardCharsets.UTF_8);
        accountId = Lately.same(instance.accountId());
        vpcId = Lately.same(instance.vpcId());
        securityGroupId = Lately.same(instance.securityGroupId());
        host = instance.host() == null ? null : Lately.same(instance.host());
        labels = Lately.same(instance.labels());
        actor = Lately.same(instance.lastChange().actor());
        channel = instance.lastChange().channel();
        registeredAtMicros = Micros.of(instance.registeredAt());
        placedAtMicros = Micros.of(instance.placedAt());
        changedAtMicros = Micros.of(instance.lastChange().at());
        revision = instance.lastChange().revision();
    }

    private static String textOf(InstanceImage instance) {
        InterfaceName interfaceName = instance.interfaceName();
        String addresses =
                instance.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(BETWEEN_ADDRESSES));
        return instance.instanceId().value()
                + END
                + (interfaceName == null ? "" : interfaceName.value())
                + END
                + addresses
                + END
                + instance.name();
    }

    InstanceImage image() {
        String[] parts = parts();
        return new InstanceImage(
                new InstanceId(parts[0]),
                accountId,
                parts[3],
                vpcId,
                securityGroupId,
                addresses(parts[2]),
                host,
                parts[1].isEmpty() ? null : new InterfaceName(parts[1]),
                labels,
                Micros.toInstant(registeredAtMicros),
                Micros.toInstant(placedAtMicros),
                new Provenance(actor, channel, Micros.toInstant(changedAtMicros), revision));
    }

    private String[] parts() {
        return new String(text, StandardCharsets.UTF_8).split(String.valueOf(END), PARTS);
    }

    private static List<IpAddress> addresses(String part) {
        return part.isEmpty()
                ? List.of()
                : Stream.of(part.split(BETWEEN_ADDRESSES, -1))
                        .map(IpAddress::parse)
                        .toList();
    }

    List<IpAddress> addresses() {
        return addresses(parts()[2]);
    }

    SecurityGroupId securityGroupId() {
        return securityGroupId;
    }

    @Nullable
    HostName host() {
        return host;
    }

    /** Something that {@link #compareIds} compares like the instance of this id. */
    static byte[] key(InstanceId id) {
        return (id.value() + END).getBytes(StandardCharsets.US_ASCII);
    }

    /** As {@link #key}. */
    byte[] key() {
        return text;
    }

    boolean hasIdOf(PackedInstance other) {
        return compareIds(text, other.text) == 0;
    }

    /** In the order of {@link InstanceId}. */
    static int compareIds(byte[] one, byte[] other) {
        int at = 0;
        while (one[at] == other[at] && one[at] != END) {
            at++;
        }
        return Byte.compare(one[at], other[at]);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object == this || (object instanceof PackedInstance other && image().equals(other.image()));
    }

    @Override
    public int hashCode() {
        return image().hashCode();
    }
}
