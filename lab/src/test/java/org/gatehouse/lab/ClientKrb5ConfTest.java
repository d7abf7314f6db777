package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientKrb5ConfTest {
    private final String text = new ClientKrb5Conf(10088)
            .with("LAB.LOCALHOST", "lab.localhost")
            .with("PARTNER.LOCALHOST", "partner.localhost")
            .text();

    @Test
    void leadsToKdcWithoutDns() {
        assertThat(text)
                .contains("    LAB.LOCALHOST = {\n        kdc = 127.0.0.1:10088\n    }\n")
                .contains("    PARTNER.LOCALHOST = {\n        kdc = 127.0.0.1:10088\n    }\n")
                .contains("dns_lookup_kdc = false")
                .contains("dns_lookup_realm = false");
    }

    @Test
    void keepsNamesAsTheyAre() {
        assertThat(text).contains("dns_canonicalize_hostname = false").contains("rdns = false");
    }

    @Test
    void mapsEveryDomainToItsRealm() {
        assertThat(text)
                .contains("    .lab.localhost = LAB.LOCALHOST\n")
                .contains("    lab.localhost = LAB.LOCALHOST\n")
                .contains("    .partner.localhost = PARTNER.LOCALHOST\n")
                .contains("    partner.localhost = PARTNER.LOCALHOST\n");
    }

    @Test
    void takesTheFirstRealmForTheClientsOwn() {
        assertThat(text).contains("default_realm = LAB.LOCALHOST\n");
    }

    @Test
    void leavesTicketCacheToEnvironment() {
        assertThat(text).doesNotContain("ccache");
    }
}
