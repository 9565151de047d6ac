package io.ringfence.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.group.SecurityGroupCommand;
import io.ringfence.events.instance.InstanceCommand;
import io.ringfence.events.instance.MembershipCommand;
import io.ringfence.events.rule.PrefixListCommand;
import io.ringfence.events.rule.RuleSetCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventsDocumentTest {
    @Test
    void the_document_lists_every_event_and_every_command() throws IOException {
        String document = Files.readString(Path.of("../docs/events.md"));
        Stream<Class<?>> commands = Stream.<Class<?>>of(
                        SecurityGroupCommand.class,
                        RuleSetCommand.class,
                        PrefixListCommand.class,
                        InstanceCommand.class,
                        MembershipCommand.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()));
        Stream<Class<?>> events = EventType.all().stream().map(EventType::record);

        assertThat(Stream.concat(events, commands).map(type -> "| `" + type.getSimpleName() + "` |"))
                .allSatisfy(row -> assertThat(document).contains(row));
    }
}
