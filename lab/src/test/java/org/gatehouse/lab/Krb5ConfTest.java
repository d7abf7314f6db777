package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Krb5ConfTest {
    private final String text = Krb5Conf.of("LAB.LOCALHOST", "lab.localhost", 10088);

    @Test
    void leadsToKdcWithoutDns() {
        assertThat(text)
                .contains("kdc = 127.0.0.1:10088")
                .contains("dns_lookup_kdc = false")
                .contains("dns_lookup_realm = false");
    }

    @Test
    void keepsNamesAsTheyAre() {
        assertThat(text).contains("dns_canonicalize_hostname = false").contains("rdns = false");
    }

    @Test
    void mapsTheDomainToItsRealm() {
        assertThat(text)
                .contains("    .lab.localhost = LAB.LOCALHOST\n")
                .contains("    lab.localhost = LAB.LOCALHOST\n");
    }

    @Test
    void leavesTicketCacheToEnvironment() {
        assertThat(text).doesNotContain("ccache");
    }
}
