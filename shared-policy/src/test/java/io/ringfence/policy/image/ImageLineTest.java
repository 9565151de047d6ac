package io.ringfence.policy.image;

import static io.ringfence.events.value.InnerAccessPolicy.ACCEPT;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Json;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.History;
import io.ringfence.testing.story.Story;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** An image that is written down and read again is the same image. */
class ImageLineTest {
    @Test
    void the_lines_of_an_image_add_up_to_it_in_any_order() {
        Seeds.forEach(40, random -> {
            List<EventRecord> history = new ArrayList<>(History.of(random, 120).events());
            history.remove(history.size() / 2);
            PolicyImage image = ImageTest.replay(PolicyImage.EMPTY, history);

            List<ImageLine> living = living(image);
            Collections.shuffle(living, new Random(random.nextLong()));
            PolicyImage read = PolicyImage.EMPTY;
            for (ImageLine line : living) {
                read = again(line).addTo(read);
            }
            for (ImageLine line : goneAndHeld(image)) {
                read = again(line).addTo(read);
            }

            assertThat(read).isEqualTo(image);
        });
    }

    @Test
    void a_reader_comes_to_the_same_as_line_after_line() {
        Seeds.forEach(40, random -> {
            List<InstanceImage> live = rivals(random);
            PolicyImage expected = PolicyImage.EMPTY;
            ImageReader reader = new ImageReader();
            for (InstanceImage instance : live) {
                expected = ImageLine.of(instance).addTo(expected);
                reader.add(ImageLine.of(instance));
                if (random.nextInt(20) == 0) {
                    assertThat(reader.image()).isEqualTo(expected);
                }
            }
            Revision last = new Revision(AggregateRef.instance(live.get(0).instanceId()), 9);
            reader.add(ImageLine.gone(last));

            assertThat(reader.image()).isEqualTo(ImageLine.gone(last).addTo(expected));
        });
    }

    /** Some claim the addresses of others, and some come twice. */
    private static List<InstanceImage> rivals(RandomGenerator random) {
        Story story = new Story();
        List<SecurityGroupId> groups = List.of(story.group(BASIC, ACCEPT), story.group(BASIC, ACCEPT));
        List<InstanceImage> live = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            story.instance(
                    groups.get(random.nextInt(2)),
                    "h" + random.nextInt(3),
                    "sg" + i,
                    "10.0.0." + random.nextInt(90),
                    "fd00::" + i);
            if (random.nextInt(10) == 0) {
                live.addAll(ImageTest.replay(PolicyImage.EMPTY, story.events())
                        .instances()
                        .values());
            }
        }
        live.addAll(
                ImageTest.replay(PolicyImage.EMPTY, story.events()).instances().values());
        Collections.shuffle(live, new Random(random.nextLong()));
        return live;
    }

    @Test
    void what_is_gone_takes_away_what_came_before_as_living() {
        Seeds.forEach(10, random -> {
            PolicyImage image =
                    ImageTest.replay(PolicyImage.EMPTY, History.of(random, 120).events());
            PolicyImage read = image;
            for (InstanceImage instance : image.instances().values()) {
                Revision last = new Revision(
                        AggregateRef.instance(instance.instanceId()),
                        instance.lastChange().revision() + 1);
                read = again(ImageLine.gone(last)).addTo(read);
                assertThat(read.revision(last.aggregate())).isEqualTo(last.number());
            }
            assertThat(read.instances()).isEmpty();
            assertThat(read.inventory()).isEqualTo(Inventory.EMPTY);
        });
    }

    @Test
    void a_line_that_holds_nothing_is_refused() {
        ImageLine nothing = new ImageLine(null, null, null, null, null, null, null);

        assertThatThrownBy(() -> nothing.addTo(PolicyImage.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<ImageLine> living(PolicyImage image) {
        List<ImageLine> lines = new ArrayList<>();
        image.groups().values().forEach(group -> lines.add(ImageLine.of(group)));
        image.ruleSets().values().forEach(rules -> lines.add(ImageLine.of(rules)));
        image.memberships().values().forEach(membership -> lines.add(ImageLine.of(membership)));
        image.prefixLists().values().forEach(list -> lines.add(ImageLine.of(list)));
        image.instances().values().forEach(instance -> lines.add(ImageLine.of(instance)));
        return lines;
    }

    private static List<ImageLine> goneAndHeld(PolicyImage image) {
        List<ImageLine> lines = new ArrayList<>();
        image.gone().forEach((aggregate, last) -> lines.add(ImageLine.gone(new Revision(aggregate, last))));
        image.held().forEach((aggregate, hold) -> lines.add(ImageLine.held(aggregate, hold)));
        return lines;
    }

    private static ImageLine again(ImageLine line) {
        try {
            return Json.mapper().readValue(Json.write(line), ImageLine.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
