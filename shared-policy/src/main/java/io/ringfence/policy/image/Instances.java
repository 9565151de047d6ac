package io.ringfence.policy.image;

import io.ringfence.events.value.InstanceId;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Instances by their ids, in the order of these. Nobody changes it: {@link #plus} and {@link #minus} give another. */
public final class Instances extends AbstractMap<InstanceId, InstanceImage> {
    /** None. */
    static final Instances NONE = new Instances(BlockMap.empty(PackedInstance::compareIds));

    private final BlockMap<byte[], PackedInstance> packed;

    private Instances(BlockMap<byte[], PackedInstance> packed) {
        this.packed = packed;
    }

    /** All of these, which are in the order of their ids, none of them twice. */
    static Instances of(List<PackedInstance> instances) {
        List<byte[]> keys = instances.stream().map(PackedInstance::key).toList();
        return new Instances(BlockMap.of(PackedInstance::compareIds, keys, instances));
    }

    Instances plus(PackedInstance instance) {
        return new Instances(packed.plus(instance.key(), instance));
    }

    Instances minus(PackedInstance instance) {
        return new Instances(packed.minus(instance.key()));
    }

    @Nullable
    PackedInstance packed(byte[] key) {
        return packed.get(key);
    }

    Stream<PackedInstance> packed() {
        return packed.values();
    }

    @Override
    public int size() {
        return packed.size();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof InstanceId id && packed(PackedInstance.key(id)) != null;
    }

    @Override
    public @Nullable InstanceImage get(@Nullable Object key) {
        PackedInstance found = key instanceof InstanceId id ? packed(PackedInstance.key(id)) : null;
        return found == null ? null : found.image();
    }

    @Override
    public Set<Map.Entry<InstanceId, InstanceImage>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return packed.size();
            }

            @Override
            public Iterator<Map.Entry<InstanceId, InstanceImage>> iterator() {
                return packed.values()
                        .map(PackedInstance::image)
                        .map(image -> Map.entry(image.instanceId(), image))
                        .iterator();
            }
        };
    }
}
