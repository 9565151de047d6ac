package io.ringfence.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.DomainEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files are never edited: an event of the first day reads for ever, and is written the same. */
class GoldenEventsTest {
    static Stream<DomainEvent> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_event_is_written_as_its_golden_file_says(DomainEvent event) throws IOException {
        JsonNode written = Json.mapper().readTree(Json.write(event));

        assertThat(written).isEqualTo(Json.mapper().readTree(golden(event)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_golden_file_reads_as_its_event(DomainEvent event) throws IOException {
        DomainEvent read = Json.mapper().readValue(golden(event), event.getClass());

        assertThat(read).isEqualTo(event);
    }

    @Test
    void every_type_has_a_sample_and_every_version_of_it_a_golden_file() throws IOException, URISyntaxException {
        Set<EventType> types = Set.copyOf(EventType.all());
        Set<EventType> samples = samples().map(EventType::of).collect(Collectors.toSet());

        assertThat(samples).isEqualTo(types);
        assertThat(goldenFiles())
                .isEqualTo(types.stream().flatMap(GoldenEventsTest::versions).collect(Collectors.toSet()));
    }

    private static Stream<String> versions(EventType type) {
        return IntStream.rangeClosed(1, Evolution.OF_THE_CONTRACT.currentVersion(type.event()))
                .mapToObj(version -> type.event() + ".v" + version);
    }

    private static Set<String> goldenFiles() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(GoldenEventsTest.class.getResource("/golden"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static byte[] golden(DomainEvent event) throws IOException {
        String name = "/golden/" + EventType.of(event).name() + ".json";
        try (InputStream file = GoldenEventsTest.class.getResourceAsStream(name)) {
            assertThat(file).as("golden file %s", name).isNotNull();
            return file.readAllBytes();
        }
    }
}
