package org.gatehouse.conditions.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, 10.1.2.3",
        "192.168.*.*, 192.168.0.0, 192.168.255.255",
        "*.*.*.*, 0.0.0.0, 255.255.255.255",
        "10.1.2.*, 10.1.2.0, 10.1.2.255",
        "10.0.0.0/8, 10.0.0.0, 10.255.255.255",
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
        "10.1.2.3/32, 10.1.2.3, 10.1.2.3",
        "10.1.2.128/25, 10.1.2.128, 10.1.2.255",
        "10.0.0.1-10.0.1.9, 10.0.0.1, 10.0.1.9",
        "10.0.0.1 - 10.0.1.9, 10.0.0.1, 10.0.1.9",
        "::/0, 0:0:0:0:0:0:0:0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::/32, 2001:db8:0:0:0:0:0:0, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "fe80::/64, fe80:0:0:0:0:0:0:0, fe80:0:0:0:ffff:ffff:ffff:ffff",
        "2001:db8::8000:0/97, 2001:db8:0:0:0:0:8000:0, 2001:db8:0:0:0:0:ffff:ffff",
        "::1/128, 0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
        "::1-::ff, 0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:ff",
        "::ffff:10.0.0.0/104, 10.0.0.0, 10.255.255.255",
        "::ffff:10.0.0.1-::ffff:10.0.0.9, 10.0.0.1, 10.0.0.9",
    })
    void isFromItsFirstAddressToItsLast(String text, String first, String last) {
        AddressRange range = AddressRange.parse(text).range().orElseThrow();

        assertThat(range.first()).hasToString(first);
        assertThat(range.last()).hasToString(last);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2 | \"10.1.2\" is not an IP address",
                "portal.example.com | \"portal.example.com\" is not an IP address",
                "10.1.2.3/33 | \"/33\" is not a length from /0 to /32",
                "10.1.2.3/ | \"/\" is not a length from /0 to /32",
                "10.1.2.3/08 | \"/08\" is not a length from /0 to /32",
                "10.1.2.3/255.0.0.0 | \"/255.0.0.0\" is not a length from /0 to /32",
                "::ffff:10.0.0.0/8 | \"/8\" is not a length from /96 to /128",
                "::1/129 | \"/129\" is not a length from /0 to /128",
                "10.1.2.3/8 | the network of 10.1.2.3/8 begins at 10.0.0.0: write 10.0.0.0/8",
                "2001:db8::1/64 | the network of 2001:db8::1/64 begins at 2001:db8:0:0:0:0:0:0: write 2001:db8:0:0:0:0:0:0/64",
                "x/8 | \"x\" is not an IP address",
                "10.*.2.3 | in \"10.*.2.3\", stars stand for the last of four numbers, as in 192.168.*.*",
                "10.1* | in \"10.1*\", stars stand for the last of four numbers, as in 192.168.*.*",
                "10.1.*.*.* | in \"10.1.*.*.*\", stars stand for the last of four numbers, as in 192.168.*.*",
                "300.*.*.* | in \"300.*.*.*\", stars stand for the last of four numbers, as in 192.168.*.*",
                "10.0.0.9-10.0.0.1 | the range ends before it begins: write 10.0.0.1-10.0.0.9",
                "10.0.0.1-::1 | a range has two addresses of one kind, and not one of IPv4 and one of IPv6",
                "10.0.0.1-x | \"x\" is not an IP address",
                "-10.0.0.1 | \"\" is not an IP address",
            })
    void isNoOtherTextAndItSaysWhatWouldBeRight(String text, String mistake) {
        AddressRange.Written written = AddressRange.parse(text);

        assertThat(written.range()).isEmpty();
        assertThat(written.mistake()).isEqualTo(mistake);
    }
}
