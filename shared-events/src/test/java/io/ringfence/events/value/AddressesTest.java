package io.ringfence.events.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5",
        "255.255.255.255, 255.255.255.255",
        "0.0.0.0, 0.0.0.0",
        "fd00:0:0:0:0:0:0:5, fd00::5",
        "FD00::00A5, fd00::a5",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1"
    })
    void an_address_has_one_canonical_text(String written, String canonical) {
        assertThat(IpAddress.parse(written)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.05",
                "10.0.0.5 ",
                " 10.0.0.5",
                "10.0.0.0x5",
                "10.0.0.-5",
                "10..0.5",
                "10.0.0.5.6",
                "0x0a000005",
                "167772165",
                "\u0661.2.3.4",
                "fd00",
                "fd00:",
                ":",
                ":::",
                "fd00:::5",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "fd00::12345",
                "fd00::g",
                "fd00::5%eth0",
                "[fd00::5]",
                "::ffff:10.0.0.5",
                "::ffff:a00:5",
                "::10.0.0.5"
            })
    void what_is_not_an_address_is_refused(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void any_address_is_read_as_the_platform_reads_it_and_written_so_that_it_reads_again() throws UnknownHostException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int zero = random.nextInt(bytes.length); zero < bytes.length - 1 && bytes.length == 16; zero++) {
                bytes[zero] = 0;
            }
            IpAddress address = IpAddress.of(bytes);

            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
            assertThat(InetAddress.getByName(address.toString()).getAddress()).isEqualTo(bytes);
            assertThat(address.bytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/16, 10.1.0.0/16",
        "10.1.2.3, 10.1.2.3/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "10.1.2.3/0, 0.0.0.0/0",
        "fd00::5/8, fd00::/8",
        "fd00::5, fd00::5/128",
        "fd00:0:0:ffff::1/60, fd00:0:0:fff0::/60",
        "2001:db8::ff/124, 2001:db8::f0/124"
    })
    void a_cidr_is_canonical(String written, String canonical) {
        assertThat(Cidr.parse(written)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "/8",
                "fd00::/129",
                "10.0.0.0/ 8"
            })
    void what_is_not_a_cidr_is_refused(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void a_cidr_holds_its_own_family_only() {
        assertThat(Cidr.ANY_IPV4.contains(IpAddress.parse("10.0.0.1"))).isTrue();
        assertThat(Cidr.ANY_IPV4.contains(IpAddress.parse("::1"))).isFalse();
        assertThat(Cidr.ANY_IPV6.contains(IpAddress.parse("10.0.0.1"))).isFalse();
        assertThat(Cidr.parse("10.0.0.0/31").contains(IpAddress.parse("10.0.0.2")))
                .isFalse();
        assertThat(Cidr.parse("fd00::/64").contains(IpAddress.parse("fd00::ffff")))
                .isTrue();
        assertThat(Cidr.parse("fd00::/64").contains(IpAddress.parse("fd00:0:0:1::")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "127.0.0.1",
                "169.254.1.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "ff02::1"
            })
    void what_no_instance_can_own_is_told(String text) {
        assertThat(IpAddress.parse(text).isUnicast()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "169.253.1.1", "192.168.1.1", "fd00::1", "2001:db8::1", "fec0::1"})
    void what_an_instance_can_own_is_told(String text) {
        assertThat(IpAddress.parse(text).isUnicast()).isTrue();
    }
}
