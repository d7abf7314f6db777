package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.lab.Lab;
import org.gatehouse.lab.directory.domain.DomainAdministration;

/** One desk, and one sort of the browsers that are there. */
abstract class BrowsersOfADesk {
    private final Browser.Kind kind;
    private final Desk desk;

    BrowsersOfADesk(Browser.Kind kind, Desk desk) {
        this.kind = kind;
        this.desk = desk;
    }

    final Desk desk() {
        return desk;
    }

    final Lab lab() {
        return desk.lab();
    }

    /** What the administrator of the lab's own domain does. */
    final DomainAdministration administrator() {
        return lab().realm().administration();
    }

    final Browser.Kind kind() {
        return kind;
    }

    /** The browser of alice, who is logged on from now. */
    final Browser alice() throws Exception {
        desk.logOn("alice", "Wonderland1!");
        return desk.browser(kind);
    }

    /** The browser of whoever is logged on, which may be nobody. */
    final Browser browser() throws Exception {
        return desk.browser(kind);
    }

    static void assertSignedOn(Browser browser, String name, String principal) {
        assertThat(browser.text("h1")).isEqualTo("You are signed in as " + name);
        assertThat(browser.text().lines()).anySatisfy(line -> assertThat(line).contains(principal));
        assertThat(browser.status()).isEqualTo(200);
    }
}
