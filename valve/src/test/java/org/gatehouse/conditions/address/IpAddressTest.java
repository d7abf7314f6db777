package org.gatehouse.conditions.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, 0:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:1",
        "1::, 1:0:0:0:0:0:0:0",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "2001:DB8:0:0:8:800:200C:417A, 2001:db8:0:0:8:800:200c:417a",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
        "::192.0.2.1, 0:0:0:0:0:0:c000:201",
        "64:ff9b::192.0.2.33, 64:ff9b:0:0:0:0:c000:221",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    })
    void isReadAndWritten(String text, String written) {
        assertThat(IpAddress.parse(text)).hasToString("Optional[" + written + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:c000:0201", "::ffff:192.0.2.1%1"})
    void ofV4InsideV6IsTheV4Address(String text) {
        assertThat(IpAddress.parse(text)).isEqualTo(IpAddress.parse("192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4 ",
                "0x1.2.3.4",
                "1.2.3.-4",
                "+1.2.3.4",
                "1.2.3.4%eth0",
                "localhost",
                "portal.example.com",
                ":",
                ":::",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "::1::",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                "1:",
                ":1",
                "::1.2.3",
                "::1.2.3.256",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "[::1]",
                "\u0661.2.3.4",
                "::\u0661",
                "1\u00002"
            })
    void isNoOtherText(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    /** The JDK's parser is the second opinion. */
    @Test
    void isReadAsTheJdkReadsIt() throws UnknownHostException {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = random.nextInt(3) == 0 ? 0 : bytes[j];
            }
            InetAddress address = InetAddress.getByAddress(bytes);

            IpAddress read = IpAddress.parse(address.getHostAddress()).orElseThrow();

            assertThat(InetAddress.getByName(read.toString())).isEqualTo(address);
            assertThat(IpAddress.parse(read.toString())).contains(read);
            assertThat(hex(read)).endsWith(HexFormat.of().formatHex(address.getAddress()));
        }
    }

    private static String hex(IpAddress address) {
        return String.format("%016x%016x", address.high(), address.low());
    }
}
