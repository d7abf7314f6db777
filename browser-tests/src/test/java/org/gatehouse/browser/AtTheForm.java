package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.gatehouse.lab.Dialogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of what takes the place of a ticket, with every browser. No page may break its own policy for content. */
@ParameterizedClass
@EnumSource(Browser.Kind.class)
@ExtendWith(InTheLab.class)
abstract class AtTheForm extends BrowsersOfADesk {
    static final String FORM = "Sign in";
    static final String OPT_OUT = "GatehouseNoSso";

    AtTheForm(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @AfterEach
    final void consoleTellsOfNoViolation() throws Exception {
        if (kind() == Browser.Kind.CHROMIUM) {
            assertThat(desk().shownChromium().securityMessages()).isEmpty();
        }
    }

    /** A page for members of Finance, such as alice, with a query and a fragment. */
    final URI deepLink() {
        return lab().portal().resolve("/finance?year=2026&q=a%20b#cases");
    }

    /** Fills in the form that is there now, and is led back. */
    static Browser signIn(Browser browser) {
        return browser.type("#user", "alice").type("#password", "Wonderland1!").click("button");
    }

    /** The page that was wanted, with all of its address. */
    final void assertArrived(Browser browser) {
        browser.reach("Finance");
        assertThat(browser.address()).isEqualTo(deepLink());
        assertThat(browser.text()).contains("You are signed in as Alice Liddell");
    }

    /** Opens an address and waits for a page with this heading. Returns what the server has heard meanwhile. */
    final List<String> heardOpening(Browser browser, URI address, String heading) throws Exception {
        try (Dialogue heard = Dialogue.with(lab())) {
            browser.open(address).reach(heading);
            return heard.soFar();
        }
    }
}
