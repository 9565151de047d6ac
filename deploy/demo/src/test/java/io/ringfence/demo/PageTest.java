package io.ringfence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void sentencesAreWrappedWithinEightyColumnsAndNothingIsLost() {
        String sentences = "A security group is a set of container instances. ".repeat(10);

        page(false).say(sentences);

        assertThat(text().lines()).hasSizeGreaterThan(5).allMatch(line -> line.length() <= 80);
        assertThat(text().strip().replaceAll("\\s+", " ")).isEqualTo(sentences.strip());
    }

    @Test
    void chaptersCount() {
        Page page = page(false);
        page.chapter("First");
        page.chapter("Second");

        assertThat(text()).contains("── 1  First ──").contains("── 2  Second ──");
    }

    @Test
    void withoutColorsNoEscapeIsWritten() {
        tellOn(page(false));

        assertThat(text()).doesNotContain("\u001b").contains("▶ POST /x").contains("{\"a\":1}");
    }

    @Test
    void withColorsTheWordsAreTheSame() {
        tellOn(page(false));
        String plain = text();
        written.reset();
        tellOn(page(true));

        assertThat(text()).contains("\u001b[");
        assertThat(text().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    private static void tellOn(Page page) {
        page.box(List.of("Headline", "more"));
        page.chapter("First");
        page.sent("POST /x", Json.mapper().createObjectNode().put("a", 1));
        page.received("201", Json.mapper().createObjectNode());
        page.refused(Json.mapper().createObjectNode().put("status", 409).put("code", "SOME_CODE"));
        page.asked("/v1/things?a=1&b=2");
    }

    private Page page(boolean colored) {
        return new Page(new PrintStream(written, true, StandardCharsets.UTF_8), new Paint(colored));
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
