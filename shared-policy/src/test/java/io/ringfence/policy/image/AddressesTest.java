package io.ringfence.policy.image;

import static io.ringfence.events.value.InnerAccessPolicy.ACCEPT;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Delivery;
import io.ringfence.testing.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who owns an address, and who is a member by it. */
class AddressesTest {
    private static final IpAddress ADDRESS = IpAddress.parse("10.0.0.1");

    private final Story story = new Story();
    private final SecurityGroupId first = story.group(BASIC, ACCEPT);
    private final SecurityGroupId second = story.group(BASIC, ACCEPT);

    private PolicyImage image() {
        return ImageTest.replay(PolicyImage.EMPTY, story.events());
    }

    private static void assertOwner(PolicyImage image, InstanceId instance, SecurityGroupId group) {
        assertThat(image.owner(ADDRESS)).isNotNull().satisfies(owner -> {
            assertThat(owner.instanceId()).isEqualTo(instance);
            assertThat(owner.securityGroupId()).isEqualTo(group);
        });
        assertThat(image.members(group).of(AddressFamily.IPV4)).contains(ADDRESS);
    }

    @Test
    void membersAreTheAddressesOfLiveInstancesByFamily() {
        InstanceId instance = story.instance(first, "h1", "sg1", "10.0.0.1", "fd00::1");
        story.member(first, "10.0.0.2");

        Members members = image().members(first);
        assertThat(members.ipv4()).map(IpAddress::toString).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(members.ipv6()).map(IpAddress::toString).containsExactly("fd00::1");
        assertThat(image().instancesOn(new HostName("h1")))
                .extracting(InstanceImage::instanceId)
                .containsExactly(instance);

        story.delete(instance);
        assertThat(image().members(first).ipv4()).map(IpAddress::toString).containsExactly("10.0.0.2");
        assertThat(image().members(first).ipv6()).isEmpty();
        assertThat(image().instancesOn(new HostName("h1"))).isEmpty();
    }

    @Test
    void ofTwoLiveOwnersTheLaterOneOwnsAndTheEarlierGetsItBack() {
        InstanceId earlier = story.member(first, "10.0.0.1");
        InstanceId later = story.member(second, "10.0.0.1");

        assertOwner(image(), later, second);
        assertThat(image().members(first).isEmpty()).isTrue();

        story.delete(later);
        assertOwner(image(), earlier, first);
        assertThat(image().members(second).isEmpty()).isTrue();
    }

    @Test
    void theIdSaysNothingAboutWhoIsLater() {
        for (String id : List.of("z-earlier", "a-later")) {
            story.tell(new InstanceRegistered(
                    new InstanceId(id),
                    AccountId.DEFAULT,
                    id,
                    VpcId.DEFAULT,
                    first,
                    List.of(ADDRESS),
                    null,
                    null,
                    Map.of()));
        }

        assertOwner(image(), new InstanceId("a-later"), first);
    }

    @Test
    void whoOwnsAnAddressDoesNotDependOnTheOrderOfArrival() {
        Seeds.forEach(40, random -> {
            Story crossing = new Story();
            List<SecurityGroupId> groups = List.of(crossing.group(BASIC, ACCEPT), crossing.group(BASIC, ACCEPT));
            List<InstanceId> living = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                if (living.size() > 1 && random.nextInt(3) == 0) {
                    crossing.delete(living.remove(random.nextInt(living.size())));
                } else {
                    String address = "10.0.0." + random.nextInt(1, 3);
                    living.add(crossing.instance(
                            groups.get(random.nextInt(2)), "h" + random.nextInt(1, 3), "sg" + i, address));
                }
            }
            List<EventRecord> history = crossing.events();

            PolicyImage image = ImageTest.replay(PolicyImage.EMPTY, Delivery.interleaved(random, history));

            assertThat(image).isEqualTo(ImageTest.replay(PolicyImage.EMPTY, history));
        });
    }

    @Test
    void takingAnAddressOverTouchesTheHostAndTheGroupThatLoseIt() {
        story.instance(first, "h1", "sg1", "10.0.0.1");
        PolicyImage before = image();
        InstanceId later = story.instance(second, "h2", "sg1", "10.0.0.1");

        PolicyDelta taking = new PolicyDelta(before);
        taking.replay(story.events().get(story.events().size() - 1));
        assertThat(taking.touched().hosts()).containsExactlyInAnyOrder(new HostName("h1"), new HostName("h2"));
        assertThat(taking.touched().members()).containsExactlyInAnyOrder(first, second);

        story.delete(later);
        PolicyDelta givingBack = new PolicyDelta(taking.apply());
        givingBack.replay(story.events().get(story.events().size() - 1));
        assertThat(givingBack.touched().hosts()).containsExactlyInAnyOrder(new HostName("h1"), new HostName("h2"));
        assertThat(givingBack.touched().members()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void anInstanceThatMovesTouchesBothHosts() {
        InstanceId instance = story.instance(first, "h1", "sg1", "10.0.0.1");
        PolicyImage before = image();
        story.move(instance, "h2", "sg1");

        PolicyDelta delta = new PolicyDelta(before);
        delta.replay(story.events().get(story.events().size() - 1));

        assertThat(delta.touched().hosts()).containsExactlyInAnyOrder(new HostName("h1"), new HostName("h2"));
        assertThat(delta.apply().instancesOn(new HostName("h1"))).isEmpty();
        assertThat(delta.apply().instancesOn(new HostName("h2"))).hasSize(1);
    }
}
