package io.ringfence.policy.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackedInstanceTest {
    private static final SecurityGroupId GROUP = new SecurityGroupId("sg-aaaaaaaaaaaaaaaaa");

    private static InstanceImage instance(
            String id, String name, List<String> addresses, boolean placed, Map<String, String> labels) {
        return new InstanceImage(
                new InstanceId(id),
                AccountId.DEFAULT,
                name,
                VpcId.DEFAULT,
                GROUP,
                addresses.stream().map(IpAddress::parse).toList(),
                placed ? new HostName("host-1") : null,
                placed ? new InterfaceName("sg0") : null,
                labels,
                Instant.parse("2026-01-05T00:00:00.000001Z"),
                Instant.parse("2026-01-06T00:00:00.999999Z"),
                new Provenance("somebody", Channel.KAFKA, Instant.parse("2026-01-07T00:00:00Z"), 3));
    }

    private static InstanceImage named(String id) {
        return instance(id, "", List.of(), false, Map.of());
    }

    @Test
    void theInstanceComesOutAsItWentIn() {
        List<InstanceImage> instances = Stream.of("", " ", "web", " two  words ", "Köln, 東京 🙂", "a,b\n")
                .flatMap(name -> Stream.of(
                        instance("eci-1", name, List.of("10.0.0.1"), true, Map.of("app", "web")),
                        instance("eci-1", name, List.of("10.0.0.1", "fd00::1", "::ffff:1"), false, Map.of()),
                        instance("e", name, List.of(), true, Map.of("a", "", "b", " "))))
                .toList();

        assertThat(instances).allSatisfy(instance -> {
            PackedInstance packed = new PackedInstance(instance);
            assertThat(packed.image()).isEqualTo(instance);
            assertThat(packed.addresses()).isEqualTo(instance.addresses());
            assertThat(packed).isEqualTo(new PackedInstance(instance));
        });
    }

    @Test
    void theyStandInTheOrderOfTheirIds() {
        Seeds.forEach(50, random -> {
            List<InstanceId> ids = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ids.add(new InstanceId(id(random)));
            }
            Instances instances = Instances.NONE;
            for (InstanceId id : ids) {
                instances = instances.plus(new PackedInstance(named(id.value())));
            }
            assertThat(instances.keySet())
                    .containsExactlyElementsOf(ids.stream().sorted().distinct().toList());
            assertThat(ids).allMatch(instances::containsKey);
            assertThat(instances.get(new InstanceId("0"))).isNull();
        });
    }

    /** Short, of few letters, so that many begin alike. */
    private static String id(RandomGenerator random) {
        StringBuilder id = new StringBuilder("e");
        for (int i = random.nextInt(4); i > 0; i--) {
            id.append("a-.Z_9".charAt(random.nextInt(6)));
        }
        return id.toString();
    }
}
