package org.gatehouse.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.gatehouse.lab.web.PortalFallback;

/** The pages that people meet, as they are without going on by themselves. */
enum MetPage {
    SIGNED_IN {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            desk.logOn("alice", "Wonderland1!");
            browser.open(desk.lab().portal());
        }
    },
    SIGNED_IN_FROM_ELSEWHERE {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            desk.logOn("carol@PARTNER.LOCALHOST", "Partner1!");
            browser.open(desk.lab().securePortal());
        }
    },
    SIGNED_IN_BY_FORM {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            FORM.show(desk, browser);
            AtTheForm.signIn(browser).reach("You are signed in as Alice Liddell");
        }
    },
    NO_SUCH_PAGE {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            desk.logOn("alice", "Wonderland1!");
            browser.open(desk.lab().portal().resolve("/elsewhere"));
        }
    },
    NOTE {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            desk.logOn("alice", "Wonderland1!");
            browser.open(desk.lab().portal().resolve("/note"));
        }
    },
    FORM {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            browser.open(desk.lab().portal().resolve("/gatehouse-sso/go?return=/"))
                    .reach("Sign in");
        }
    },
    FORM_AFTER_A_WRONG_PASSWORD {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            FORM.show(desk, browser);
            browser.type("#user", "alice").type("#password", "Wonderland2!").click("button");
        }
    },
    /** Nobody has answered the challenge. */
    ASKED {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            browser.open(desk.lab().portal());
        }
    },
    ASKED_WITHOUT_OTHER_SIGN_IN {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            desk.lab().useFallback(PortalFallback.NONE);
            browser.open(desk.lab().portal());
        }
    },
    REFUSED {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            desk.lab().portalClock().setShift(Duration.ofHours(1));
            desk.logOn("alice", "Wonderland1!");
            browser.open(desk.lab().portal());
        }
    },
    /** Browsers on Linux do not send NTLM by themselves. */
    NTLM {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            browser.sendHeaders(Map.of("Authorization", NtlmBrowserTest.TOKEN, "Accept-Language", browser.language()));
            browser.open(desk.lab().portal());
        }
    },
    NOT_ASKED {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            desk.lab().useConditions("<conditions><addresses><deny>127.0.0.0/8</deny></addresses></conditions>");
            browser.open(desk.lab().portal());
        }
    },
    OPTED_OUT {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            browser.open(desk.lab().portal().resolve("/gatehouse-sso/skip?return=/"))
                    .reach("Sign in");
            browser.open(desk.lab().portal());
        }
    },
    CAME_BACK {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            try (OtherSite login = OtherSite.leadingBackTo(desk.lab().portal())) {
                desk.lab().useFallback(PortalFallback.redirect(login.address("login.lab.localhost")));
                browser.allowScript(true);
                browser.open(desk.lab().portal()).reach(heading(browser));
            }
        }

        private String heading(Chromium browser) {
            return browser.language().equals("de") ? "Sie sind noch nicht angemeldet" : "You are still not signed in";
        }
    },
    UNAVAILABLE {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            Files.delete(desk.lab().keytab());
            desk.lab().useFallback(PortalFallback.FORM);
            browser.open(desk.lab().portal());
        }
    },
    CHOOSE {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            browser.open(desk.lab().portal().resolve("/gatehouse-sso/page?return=/"));
        }
    },
    SIGN_OUT {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            browser.open(desk.lab().portal().resolve("/logout"));
        }
    },
    SIGNED_OUT {
        @Override
        void show(Desk desk, Chromium browser) throws IOException {
            SIGN_OUT.show(desk, browser);
            browser.click("form button");
        }
    };

    private static final Set<MetPage> OF_THE_PORTAL = EnumSet.of(
            SIGNED_IN,
            SIGNED_IN_FROM_ELSEWHERE,
            SIGNED_IN_BY_FORM,
            NO_SUCH_PAGE,
            NOTE,
            FORM,
            FORM_AFTER_A_WRONG_PASSWORD);

    abstract void show(Desk desk, Chromium browser) throws IOException;

    /** A page of the portal, which speaks English alone. */
    boolean isPortals() {
        return OF_THE_PORTAL.contains(this);
    }

    /** Opens it in a new browser; what the test does then is not stopped. */
    Chromium open(Desk desk, String language) throws IOException {
        Chromium browser = desk.chromium();
        browser.prefersLanguage(language);
        browser.allowScript(false);
        try {
            show(desk, browser);
        } finally {
            browser.allowScript(true);
        }
        return browser;
    }
}
