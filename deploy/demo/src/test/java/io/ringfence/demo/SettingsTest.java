package io.ringfence.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void theDefaultsAreTheLaunchersPorts() {
        Settings settings = Settings.of(List.of());

        assertThat(settings.gateway()).hasToString("http://127.0.0.1:8080");
        assertThat(settings.kafka()).isEqualTo("127.0.0.1:19092");
    }

    @Test
    void aFlagGoesFirst() {
        Settings settings = Settings.of(List.of("--kafka=broker:9092", "--gateway=http://door:80"));

        assertThat(settings.gateway()).hasToString("http://door:80");
        assertThat(settings.kafka()).isEqualTo("broker:9092");
    }

    @Test
    void anUnknownFlagIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--gatway=x")))
                .withMessageContaining("--gatway=x");
    }
}
