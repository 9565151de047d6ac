package io.ringfence.projection.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowJsonTest {
    @Test
    void columnsAreFoundByTheirNamesAndNewOnesPassedOver() {
        List<RuleRow> rows = RowJson.rows(RuleRow.class, """
                [{"security_group_id": "sg-a", "id": "sgr-b", "revision": 3, "valid_from": 4,
                  "valid_to": 9223372036854775807, "actor": "anna", "channel": "rest", "direction": "INGRESS",
                  "expires_at": 9223372036854775807, "peer_id": null, "rule": "{\\"a\\": 1}", "added_later": true}]
                """);

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.securityGroupId).isEqualTo("sg-a");
            assertThat(row.id).isEqualTo("sgr-b");
            assertThat(row.revision).isEqualTo(3);
            assertThat(row.validFrom).isEqualTo(4);
            assertThat(row.validTo).isEqualTo(VersionRow.OPEN);
            assertThat(row.actor).isEqualTo("anna");
            assertThat(row.channel).isEqualTo("rest");
            assertThat(row.expiresAt).isEqualTo(VersionRow.OPEN);
            assertThat(row.peerId).isNull();
            assertThat(row.json).isEqualTo("{\"a\": 1}");
        });
    }

    @Test
    void noRowIsNoArray() {
        assertThat(RowJson.rows(RuleRow.class, null)).isEmpty();
    }

    @Test
    void whatIsNoRowIsNotPassedOver() {
        assertThatThrownBy(() -> RowJson.rows(RuleRow.class, "[1]"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[1]");
    }
}
