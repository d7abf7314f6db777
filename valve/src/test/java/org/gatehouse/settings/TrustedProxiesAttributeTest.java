package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.http.forwarded.ClientView;
import org.gatehouse.http.forwarded.OuterSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesAttributeTest extends SettingsFixture {
    private static final ClientView DIRECT =
            new ClientView("10.1.2.3", true, new OuterSite("http", "portal", 80, false));

    private String clientBehind() throws SettingsException {
        return read().asking()
                .trustedProxies()
                .view(DIRECT, name -> name.equals("X-Forwarded-For") ? List.of("203.0.113.9") : List.of())
                .address();
    }

    @Test
    void noProxyIsTrustedUnlessItIsNamed() throws SettingsException {
        assertThat(clientBehind()).isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "10.1.2.3",
                "::1 10.1.2.3",
                "127.0.0.1,10.1.2.3",
                "127.0.0.1, 10.1.2.0/24",
                "10.1.*.*",
                "10.1.2.1-10.1.2.9",
                "::ffff:10.1.2.3",
                "0.0.0.0/1",
            })
    void proxiesAreAListOfAddressesAndNetworks(String value) throws SettingsException {
        attributes.put(AskingAttributes.TRUSTED_PROXIES, value);

        assertThat(clientBehind()).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "'' # the list is empty",
                "proxy.example.com # \"proxy.example.com\" is not an address such as 10.1.2.3, a network such as 10.1.0.0/16 or 10.1.*.*, or a range such as 10.1.2.3-10.1.2.9; of IPv4 or IPv6",
                "10.1.2.300 # \"10.1.2.300\" is not an IP address",
                "10.1.2.3/8 # the network of 10.1.2.3/8 begins at 10.0.0.0: write 10.0.0.0/8",
                "10.1.2.0/33 # \"/33\" is not a length from /0 to /32",
                "10.1.2.9-10.1.2.1 # the range ends before it begins: write 10.1.2.1-10.1.2.9",
                "0.0.0.0/0 # \"0.0.0.0/0\" trusts every client to say where it comes from",
                "*.*.*.* # \"*.*.*.*\" trusts every client to say where it comes from",
                "0.0.0.0-255.255.255.255 # \"0.0.0.0-255.255.255.255\" trusts every client to say where it comes from",
                "::/0 # \"::/0\" trusts every client to say where it comes from",
            })
    void mistakeIsNamedWithWhatWouldBeRight(String value, String fault) {
        attributes.put(AskingAttributes.TRUSTED_PROXIES, value);

        assertThat(onlyProblem().code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
        assertThat(onlyProblem().toString())
                .contains("trustedProxies: " + fault)
                .contains("Name only the proxies");
    }
}
