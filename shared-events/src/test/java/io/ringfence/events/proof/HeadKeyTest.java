package io.ringfence.events.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.value.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadKeyTest {
    private static final HeadKey KEY = HeadKey.make();

    @Test
    void a_pair_comes_back_from_its_texts() {
        HeadKey read = HeadKey.of(KEY.privatePem(), HeadKey.parsePublic(KEY.publicPem()));

        assertThat(read.id()).isEqualTo(KEY.id()).matches("[0-9a-f]{16}");
        assertThat(read.sign(SignedHeadTest.FIRST)).isEqualTo(KEY.sign(SignedHeadTest.FIRST));
        assertThat(KEY.privatePem())
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("-----END PRIVATE KEY-----\n");
        assertThat(KEY.publicPem()).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("-----END PUBLIC KEY-----\n");
    }

    @Test
    void keys_of_two_pairs_are_none() {
        assertThatThrownBy(() -> HeadKey.of(HeadKey.make().privatePem(), KEY.publicKey()))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("is not the private key of the public key " + KEY.id());
    }

    @Test
    void a_text_that_is_no_key_is_refused() {
        String publicPem = KEY.publicPem();
        for (String text : List.of(
                "",
                "x",
                publicPem.substring(0, publicPem.length() / 2),
                publicPem + publicPem,
                publicPem.replaceAll("\n[A-Za-z0-9]", "\n"),
                publicPem.replace("\n-----END", "=A\n-----END"),
                KEY.privatePem(),
                KEY.privatePem().replace("PRIVATE", "PUBLIC"))) {
            assertThatThrownBy(() -> HeadKey.parsePublic(text)).isInstanceOf(InvalidValue.class);
        }
        assertThatThrownBy(() -> HeadKey.of(publicPem, KEY.publicKey())).isInstanceOf(InvalidValue.class);
    }
}
