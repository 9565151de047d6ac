package io.ringfence.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Colors of a terminal, or none where nobody would see them: the words must do without. */
record Paint(boolean colored) {

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    /** Colors on a terminal, unless NO_COLOR (no-color.org) is set to anything. */
    static Paint ofThisTerminal() {
        String noColor = System.getenv("NO_COLOR");
        return new Paint(onTerminal() && (noColor == null || noColor.isEmpty()));
    }

    /** The console of later Java releases is there without a terminal too, so ask the kernel what the output is. */
    private static boolean onTerminal() {
        try {
            String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    String bold(String text) {
        return wrap("1", text);
    }

    String faint(String text) {
        return wrap("2", text);
    }

    String good(String text) {
        return wrap("32", text);
    }

    String bad(String text) {
        return wrap("1;31", text);
    }

    String accent(String text) {
        return wrap("36", text);
    }

    private String wrap(String code, String text) {
        return colored ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
