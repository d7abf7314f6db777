package org.gatehouse.gss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "2001:db8::1", "fe80::1%eth0", "web-7.example.com", "ws_1"})
    void isShownByItsAddress(String address) {
        assertThat(new Peer(address).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.1.2.3\n[GH-K031]", "a b", "<b>", "\u001b[2J", "10.1.2.3, 10.1.2.4", "\u0661"})
    void isNotShownByWhatIsNoAddress(String address) {
        assertThat(new Peer(address).address()).isEqualTo("invalid address");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 10_000})
    void isNotShownByWhatIsTooLongForOne(int length) {
        assertThat(new Peer("a".repeat(length)).address()).isEqualTo("invalid address");
    }
}
