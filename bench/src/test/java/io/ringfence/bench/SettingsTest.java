package io.ringfence.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void five_runs_of_ten_seconds_of_everything_are_the_default() {
        Settings settings = Settings.of(List.of());

        assertThat(settings.runs()).isEqualTo(5);
        assertThat(settings.seconds()).isEqualTo(10);
        assertThat(List.of("rest", "kafka", "latency")).allMatch(settings::wants);
    }

    @Test
    void a_replay_is_measured_only_where_it_is_named() {
        assertThat(Settings.of(List.of()).wants("replay")).isFalse();
        assertThat(Settings.of(List.of("--only", "replay")).wants("replay")).isTrue();
        assertThat(Settings.of(List.of("--only", "replay")).wants("rest")).isFalse();
    }

    @Test
    void an_image_is_measured_only_where_it_is_named() {
        assertThat(Settings.of(List.of()).wants("image")).isFalse();
        assertThat(Settings.of(List.of("--only", "image")).wants("image")).isTrue();
    }

    @Test
    void what_wants_the_kernel_only_is_measured_only_where_it_is_named() {
        for (String part : List.of("forwarding", "first-load", "updates")) {
            assertThat(Settings.of(List.of()).wants(part)).isFalse();
            assertThat(Settings.of(List.of("--only", part)).wants(part)).isTrue();
            assertThat(Settings.of(List.of("--only", part)).wants("latency")).isFalse();
        }
    }

    @Test
    void one_part_can_be_wanted_alone() {
        Settings settings = Settings.of(List.of("--only", "kafka", "--runs", "2"));

        assertThat(settings.wants("kafka")).isTrue();
        assertThat(settings.wants("rest")).isFalse();
        assertThat(settings.runs()).isEqualTo(2);
    }

    @Test
    void what_makes_no_sense_is_refused_by_its_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--run", "2")))
                .withMessageContaining("--run");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--runs", "none")))
                .withMessageContaining("--runs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--seconds", "0")))
                .withMessageContaining("--seconds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--only", "soap")))
                .withMessageContaining("soap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--runs")))
                .withMessageContaining("wants a value");
    }
}
