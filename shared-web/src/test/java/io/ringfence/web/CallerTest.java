package io.ringfence.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import org.junit.jupiter.api.Test;

class CallerTest {
    @Test
    void withoutHeadersTheCallerIsAnonymousInTheDefaultAccount() {
        assertThat(Caller.of(null, null)).isEqualTo(new Caller(AccountId.DEFAULT, "anonymous"));
        assertThat(Caller.of(null, "  ").actor()).isEqualTo("anonymous");
    }

    @Test
    void theHeadersNameAccountAndActor() {
        assertThat(Caller.of("acme", " jane@acme ")).isEqualTo(new Caller(new AccountId("acme"), "jane@acme"));
    }

    @Test
    void anImpossibleAccountOrActorIsRefusedByItsHeadersName() {
        assertThatThrownBy(() -> Caller.of("a b", null))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.problem().parameter()).isEqualTo("Ringfence-Account"));
        assertThatThrownBy(() -> Caller.of(null, "x".repeat(257)))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.problem().parameter()).isEqualTo("Ringfence-Actor"));
    }
}
