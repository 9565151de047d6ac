package io.ringfence.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.VpcId;
import org.junit.jupiter.api.Test;

class QueryParameterTest {
    @Test
    void aValueIsReadAndAnAbsentOneIsNull() {
        assertThat(QueryParameter.optional("vpcId", "vpc-1", VpcId::new)).isEqualTo(new VpcId("vpc-1"));
        assertThat(QueryParameter.optional("vpcId", null, VpcId::new)).isNull();
    }

    @Test
    void anImpossibleValueAndAMissingOneAreRefusedByName() {
        assertThatThrownBy(() -> QueryParameter.optional("vpcId", "vpc 1", VpcId::new))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.problem().parameter()).isEqualTo("vpcId"));
        assertThatThrownBy(() -> QueryParameter.required("from", null, VpcId::new))
                .isInstanceOfSatisfying(Refusal.class, e -> {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.MISSING_PARAMETER);
                    assertThat(e.problem().parameter()).isEqualTo("from");
                });
    }

    @Test
    void aNumberHasItsBounds() {
        assertThat(QueryParameter.required("limit", "1000", QueryParameter.number(1, 1000)))
                .isEqualTo(1000);
        for (String text : new String[] {"0", "1001", "-1", "ten", "", "1e3", "99999999999"}) {
            assertThatThrownBy(() -> QueryParameter.required("limit", text, QueryParameter.number(1, 1000)))
                    .isInstanceOf(Refusal.class);
        }
    }
}
