package io.ringfence.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.projection.rows.RuleSetRow;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuestionTest {
    @Test
    void oneParameterMayBeginLikeAnother() {
        Question<RuleSetRow> question = new Question<>(
                RuleSetRow.class, "where a = :id and b = any(:ids) and c > :id", Map.of("id", 1, "ids", 2));

        assertThat(question.prefixed("p0_"))
                .isEqualTo(new Question<>(
                        RuleSetRow.class,
                        "where a = :p0_id and b = any(:p0_ids) and c > :p0_id",
                        Map.of("p0_id", 1, "p0_ids", 2)));
    }
}
