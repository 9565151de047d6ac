package io.ringfence.demo;

import io.ringfence.demo.Reach.Families;
import io.ringfence.lab.Answer;
import io.ringfence.lab.Machine;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What real TCP connections to one port showed, every pair of machines, both families. */
final class Matrix {

    private static final int COLUMN = 8;

    private final int port;
    private final List<Machine> talkers;
    private final Map<Pair, Families> seen;

    private Matrix(int port, List<Machine> talkers, Map<Pair, Families> seen) {
        this.port = port;
        this.talkers = talkers;
        this.seen = seen;
    }

    private record Pair(Machine from, Machine to) {}

    /** Connects every pair at once; takes as long as the prober waits for silence. */
    static Matrix measure(Prober prober, List<Machine> talkers, int port) {
        List<Pair> pairs = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (Machine from : talkers) {
            for (Machine to : talkers) {
                if (!from.equals(to)) {
                    pairs.add(new Pair(from, to));
                    questions.add(Question.tcp(from, to.ipv4(), port));
                    questions.add(Question.tcp(from, to.ipv6(), port));
                }
            }
        }
        List<Answer> answers = prober.ask(questions);
        Map<Pair, Families> seen = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            seen.put(pairs.get(i), Families.of(passed(answers.get(2 * i)), passed(answers.get(2 * i + 1))));
        }
        return new Matrix(port, talkers, seen);
    }

    /** Notes for every pair whether it was as expected. */
    void check(Reach expected, Expectations expectations) {
        seen.forEach((pair, families) -> expectations.equal(
                "tcp " + port + " " + pair.from().name() + " -> " + pair.to().name() + " (families that pass)",
                expected.between(Stage.role(pair.from()), Stage.role(pair.to())),
                families));
    }

    /** Prints the matrix; pairs that {@code before} showed otherwise stand in brackets. */
    void print(Page page, Matrix before) {
        Paint paint = page.paint();
        StringBuilder head = new StringBuilder(padded("tcp " + port, COLUMN + 2));
        talkers.forEach(to -> head.append(padded(to.name(), COLUMN)));
        page.line(paint.bold(head.toString().stripTrailing()));
        for (Machine from : talkers) {
            StringBuilder row = new StringBuilder(padded(from.name() + " →", COLUMN + 1));
            talkers.forEach(to -> row.append(cell(new Pair(from, to), before, paint)));
            page.line(row.toString().stripTrailing());
        }
    }

    private String cell(Pair pair, Matrix before, Paint paint) {
        Families families = seen.get(pair);
        if (families == null) {
            return " ".repeat(COLUMN);
        }
        String sign = families == Families.NONE ? paint.faint(families.sign()) : paint.good(families.sign());
        boolean changed = families != before.seen.get(pair);
        String text = changed ? paint.bold("[") + sign + paint.bold("]") : " " + sign + " ";
        return text + " ".repeat(COLUMN - 3);
    }

    private static boolean passed(Answer answer) {
        return answer == Answer.ANSWERED;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
