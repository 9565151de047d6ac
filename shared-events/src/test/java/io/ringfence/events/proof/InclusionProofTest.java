package io.ringfence.events.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InclusionProofTest {
    static Stream<String> alterations() {
        return ProofAlterations.ALL.keySet().stream();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void every_event_of_an_aggregate_can_be_proven(int sequence) throws Unreadable {
        InclusionProof proof = SampleProof.of(sequence);

        assertThat(proof.check(SampleProof.KEY.publicKey())).isEmpty();
        assertThat(proof.event().body()).contains("\"n\":" + sequence, "\ud83d\ude00");
        assertThat(proof.event().headers()).doesNotContainKey("traceparent");
        assertThat(InclusionProof.parse(proof.toJson())).isEqualTo(proof);
    }

    @Test
    void a_body_that_is_no_text_is_carried_too() throws Unreadable {
        InclusionProof proof = SampleProof.of(3, new byte[] {(byte) 0xff, 0, 1});

        assertThat(proof.event().body()).isNull();
        assertThat(InclusionProof.parse(proof.toJson()).check(SampleProof.KEY.publicKey()))
                .isEmpty();
    }

    @Test
    void another_key_proves_nothing() {
        assertThat(SampleProof.of(1).check(HeadKey.make().publicKey()).orElseThrow())
                .startsWith("the head is not signed with the key ");
    }

    @ParameterizedTest
    @MethodSource("alterations")
    void whatever_is_altered_is_noticed(String what) throws Exception {
        byte[] altered = ProofAlterations.altered(SampleProof.of(3), what);

        assertThat(wrong(altered)).as(what).isNotEmpty();
    }

    /** A proof that cannot even be read says so in an exception. */
    private static String wrong(byte[] json) {
        try {
            return InclusionProof.parse(json).check(SampleProof.KEY.publicKey()).orElse("");
        } catch (Unreadable e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void what_is_wrong_is_said() throws Exception {
        Map.of(
                        "previous", "the event and the hashes do not lead to the head's root",
                        "revision", "event 3 and 2 more do not make revision 6",
                        "header not hashed", "the header traceparent is not of the event",
                        "no aggregate", "the event does not say of which aggregate it is",
                        "sequence no number", "the event's ce_sequence is not 1 or more: 'x'",
                        "head of another time", "the head is not signed with the key " + SampleProof.KEY.id())
                .forEach((what, sentence) -> assertThat(wrong(ProofAlterations.altered(SampleProof.of(3), what)))
                        .isEqualTo(sentence));
    }

    @Test
    void a_first_event_follows_its_aggregates_start() throws Exception {
        ObjectNode proof = (ObjectNode) Json.mapper().readTree(SampleProof.of(1).toJson());
        proof.put("previous", Hash.ZERO.toString());

        assertThat(wrong(Json.write(proof))).isEqualTo("the first event of rules:sg-1 does not follow its start");
    }

    @Test
    void half_a_character_is_not_taken_for_a_question_mark() {
        String json = new String(
                SampleProof.of(1, "?".getBytes(StandardCharsets.UTF_8)).toJson(), StandardCharsets.UTF_8);
        String altered = json.replace("\"body\":\"?\"", "\"body\":\"\\ud800\"");

        assertThat(altered).isNotEqualTo(json);
        assertThatThrownBy(() -> InclusionProof.parse(altered.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class);
    }
}
