package io.ringfence.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The story as it appears in a terminal, 80 columns wide: chapters, sentences, what went over the wire, tables. */
final class Page {

    private static final int WIDTH = 78;
    private static final String MARGIN = "  ";

    private final PrintStream out;
    private final Paint paint;
    private int chapter;

    Page(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    Paint paint() {
        return paint;
    }

    /** A box around the lines; the first is the headline. */
    void box(List<String> lines) {
        String edge = "─".repeat(WIDTH - 2);
        out.println("╭" + edge + "╮");
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i)
                    + " ".repeat(Math.max(0, WIDTH - 6 - lines.get(i).length()));
            out.println("│  " + (i == 0 ? paint.bold(text) : text) + "  │");
        }
        out.println("╰" + edge + "╯");
    }

    /** Begins the next chapter. */
    void chapter(String title) {
        chapter++;
        String words = "── " + chapter + "  " + title + " ";
        out.println();
        out.println(paint.bold(paint.accent(words + "─".repeat(Math.max(0, WIDTH - words.length())))));
    }

    /** Sentences, wrapped. */
    void say(String sentences) {
        wrapped(sentences, WIDTH - MARGIN.length()).forEach(line -> out.println(MARGIN + line));
    }

    /** A line as it is. */
    void line(String text) {
        out.println(text.isEmpty() ? "" : MARGIN + text);
    }

    void gap() {
        out.println();
    }

    /** What was sent, and where. */
    void sent(String what, JsonNode body) {
        out.println();
        out.println(MARGIN + paint.accent("▶ ") + paint.bold(what));
        json(body);
    }

    /** What was asked; the parameters of the query stand apart. */
    void asked(String pathAndQuery) {
        String[] parts = pathAndQuery.split("[?]", 2);
        out.println(MARGIN + paint.accent("▶ ") + paint.bold("GET " + parts[0]));
        if (parts.length > 1) {
            wrapped(parts[1].replace("&", " "), WIDTH - 6)
                    .forEach(line -> out.println(MARGIN + "  " + paint.faint(line)));
        }
    }

    /** What came back. */
    void received(String what, JsonNode body) {
        out.println(MARGIN + paint.good("◀ ") + paint.bold(what));
        json(body);
    }

    /** A refusal that came back: a problem of RFC 9457. */
    void refused(JsonNode problem) {
        out.println(MARGIN
                + paint.bad("◀ ")
                + paint.bold(problem.path("status").asText() + "  "
                        + problem.path("title").asText()));
        for (String field : List.of("code", "parameter", "detail")) {
            List<String> lines = wrapped(problem.path(field).asText(), WIDTH - 16);
            for (int i = 0; i < lines.size(); i++) {
                out.println(MARGIN + "  " + paint.faint(String.format("%-11s%s", i == 0 ? field : "", lines.get(i))));
            }
        }
    }

    private void json(JsonNode body) {
        if (!body.isEmpty()) {
            JsonLines.of(body, WIDTH - 6).forEach(line -> out.println(MARGIN + "  " + paint.faint(line)));
        }
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
