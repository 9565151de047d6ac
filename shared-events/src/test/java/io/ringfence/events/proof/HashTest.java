package io.ringfence.events.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void is_the_sha_256_of_fips_180() {
        assertThat(Hash.sha256("abc".getBytes(StandardCharsets.UTF_8))).hasToString(OF_ABC);
        assertThat(Hash.parse(OF_ABC).bytes()).startsWith(0xba, 0x78).endsWith(0x15, 0xad);
    }

    @Test
    void is_compared_and_taken_apart_as_its_bytes_are() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] one = new byte[Hash.BYTES];
            random.nextBytes(one);
            byte[] other = one.clone();
            int changed = random.nextInt(Hash.BITS);
            other[changed / 8] ^= (byte) (0x80 >> (changed % 8));

            assertThat(Hash.of(one)).isEqualTo(Hash.parse(Hash.of(one).toString()));
            assertThat(Hash.of(one).bytes()).isEqualTo(one);
            assertThat(Hash.of(one).commonBits(Hash.of(other))).isEqualTo(changed);
            assertThat(Hash.of(one).bit(changed)).isEqualTo((one[changed / 8] & (0x80 >> (changed % 8))) != 0);
            assertThat(Hash.of(one).compareTo(Hash.of(other)))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ba78", OF_ABC + "0", "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"})
    void refuses_what_is_not_64_digits(String text) {
        assertThatThrownBy(() -> Hash.parse(text)).isInstanceOf(InvalidValue.class);
    }
}
