package io.ringfence.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.value.InvalidValue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MicrosTest {
    @Test
    void whatIsWrittenIsRead() {
        for (long micros :
                new long[] {0, -1, 1, 999_999, 1_000_000, -62_000_000_000_000_001L, 250_000_000_000_000_000L}) {
            Instant instant = Micros.toInstant(micros);
            assertThat(Micros.of(instant)).isEqualTo(micros);
            assertThat(Micros.parse(Micros.format(instant))).isEqualTo(instant);
            assertThat(Micros.parse(instant.toString())).isEqualTo(instant);
        }
    }

    @Test
    void everyTimeThatCanBeWrittenIsANumber() {
        for (String text :
                List.of("0000-01-01T00:00:00.000000Z", "2262-04-12T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z")) {
            assertThat(Micros.format(Micros.toInstant(Micros.of(Micros.parse(text)))))
                    .isEqualTo(text);
        }
        assertThat(Micros.of(Instant.parse("2026-01-01T00:00:00.000001999Z"))).isEqualTo(1_767_225_600_000_001L);
    }

    @Test
    void everyTimeIsWrittenWithSixDecimals() {
        assertThat(Micros.format(Instant.parse("2026-01-05T07:08:09Z"))).isEqualTo("2026-01-05T07:08:09.000000Z");
        assertThat(Micros.format(Instant.parse("0001-12-31T23:59:59.999999999Z")))
                .isEqualTo("0001-12-31T23:59:59.999999Z");
        assertThat(Micros.format(Instant.parse("+12345-01-01T00:00:00.000001Z")))
                .isEqualTo("+12345-01-01T00:00:00.000001Z");
    }

    @Test
    void otherFormsOfRfc3339AreRead() {
        Instant expected = Instant.parse("2026-11-24T10:03:00.000001Z");

        assertThat(List.of(
                        "2026-11-24T10:03:00.000001Z",
                        "2026-11-24T12:03:00.000001+02:00",
                        "2026-11-24T10:03:00.000001999Z"))
                .allSatisfy(text -> assertThat(Micros.parse(text)).isEqualTo(expected));
        assertThat(Micros.parse("2026-11-24T10:03:00Z")).isEqualTo("2026-11-24T10:03:00Z");
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThat(List.of(
                        "",
                        "2026-02-30T10:03:00.000001Z",
                        "2026-13-01T10:03:00.000001Z",
                        "2026-11-24T24:00:00.000000Z",
                        "2026-11-24T10:03:60.000001Z",
                        "2026-11-24 10:03:00.000001Z",
                        "2026-11-24T10:03:00.00000xZ",
                        "2026-11-24T10:03:00.0000011",
                        "+12345-01-01T00:00:00Z",
                        "-0001-01-01T00:00:00Z"))
                .allSatisfy(text -> assertThatThrownBy(() -> Micros.parse(text)).isInstanceOf(InvalidValue.class));
    }
}
