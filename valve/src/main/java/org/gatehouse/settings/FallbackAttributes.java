package org.gatehouse.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.conditions.FallbackKind;

/** The attributes that say what becomes of clients that are not asked, or whose sign-in did not work. */
public final class FallbackAttributes {
    private static final String NONE = "none";
    private static final int MAX_POST = 1 << 20;
    private static final int POST = 1 << 16;

    /** Browsers keep no cookie for longer than 400 days. */
    private static final int MAX_OPT_OUT = 400 * 86_400;

    private static final LegalValues<Optional<String>> FILE = LegalValues.one(
                    "a path; a relative one is below `catalina.base`", Optional::of)
            .optional();

    private static final LegalValues<String> OWN_PATH =
            LegalValues.one("a path such as `/gatehouse-sso`", WebPlace::ownPath);

    private static final LegalValues<Optional<String>> WORDS = LegalValues.one(
                    "a text of at most " + WebPlace.MAX_WORDS + " characters", WebPlace::words)
            .optional();

    public static final Attribute<FallbackKind> FALLBACK = new Attribute<>(
            "fallback",
            LegalValues.oneOf(List.of(FallbackKind.values()), FallbackKind::attributeValue),
            FallbackKind.NONE,
            new AttributeRow(
                    "The other way to sign in, for clients that are not asked or whose sign-in did not work. `redirect`: the"
                            + " page that `fallbackLocation` names. `form`: the form of the application's own"
                            + " `<form-login-config>`; see [form login](#form-login). `none`: a page that says what happened."
                            + " A rule of the conditions can name another one.",
                    "With `form`, anyone who guesses the password of a user of Tomcat's realm is signed in.",
                    "`redirect` if `fallbackLocation` is there, otherwise `none`"),
            "Leave it out for none.");

    public static final Attribute<Optional<String>> FALLBACK_LOCATION = new Attribute<>(
            "fallbackLocation",
            LegalValues.one(
                            "a path of this server such as `/login`, or a URL such as `https://login.example.com/`",
                            WebPlace::location)
                    .optional(),
            Optional.empty(),
            new AttributeRow(
                    "Where `fallback=\"redirect\"` leads. A path is one of this server, with the application's own path.",
                    "Users type their passwords there: name a page of your own, over TLS.",
                    NONE),
            "Write a path that begins with one slash, or a URL with http:// or https:// and a host; without user name,"
                    + " spaces, \"#\" and backslashes.");

    public static final Attribute<String> SSO_PATH = new Attribute<>(
            "ssoPath",
            OWN_PATH,
            "/gatehouse-sso",
            new AttributeRow(
                    "The path of the valve's own URLs, below the application's.",
                    "What the application has under this path is out of reach.",
                    "`/gatehouse-sso`"),
            "Write a path below the application's own, with letters, digits, \"-\", \"_\" and \".\": ssoPath=\"/gatehouse-sso\".");

    public static final Attribute<Duration> OPT_OUT_SECONDS = new Attribute<>(
            "optOutSeconds",
            LegalValues.seconds(60, MAX_OPT_OUT),
            Duration.ofHours(8),
            new AttributeRow(
                    "For how long a browser whose user chose another sign-in is not asked.",
                    "A user who is not asked has to sign in by the fallback.",
                    "`28800` (8 hours)"),
            "Leave it out for 28800 (8 hours).");

    public static final Attribute<Optional<String>> OPT_OUT_PATH = new Attribute<>(
            "optOutPath",
            LegalValues.one("a path such as `/` or `/portal`", WebPlace::cookiePath)
                    .optional(),
            Optional.empty(),
            new AttributeRow(
                    "The path of the opt-out cookie.",
                    "With `/`, a user who opts out of one application opts out of all of this server that use the cookie.",
                    "the application's own path"),
            "Write a path that begins with one slash: optOutPath=\"/\" for the whole server.");

    public static final Attribute<Optional<String>> SITE_NAME = new Attribute<>(
            "siteName",
            WORDS,
            Optional.empty(),
            new AttributeRow(
                    "How the valve's pages call the site.",
                    "Everyone can read it.",
                    "the application's `<display-name>`"),
            "Write the name that users know: siteName=\"Staff portal\".");

    public static final Attribute<Optional<String>> HELP_URL = new Attribute<>(
            "helpUrl",
            LegalValues.one(
                            "a path such as `/help`, or a URL with `https:`, `http:`, `mailto:` or `tel:`",
                            WebPlace::help)
                    .optional(),
            Optional.empty(),
            new AttributeRow("Where users find help; the valve's pages link it.", "Everyone can read it.", NONE),
            "Write helpUrl=\"https://help.example.com/\" or helpUrl=\"mailto:helpdesk@example.com\".");

    public static final Attribute<Optional<String>> HELP_TEXT = new Attribute<>(
            "helpText",
            WORDS,
            Optional.empty(),
            new AttributeRow(
                    "What the valve's pages say of help, such as a telephone number.", "Everyone can read it.", NONE),
            "Write one sentence: helpText=\"Call 4711.\".");

    public static final Attribute<Optional<String>> PAGE_TEMPLATE = new Attribute<>(
            "pageTemplate",
            FILE,
            Optional.empty(),
            new AttributeRow(
                    "The file of HTML that takes the place of the valve's page.",
                    "Anyone who can write it can ask users for their passwords.",
                    NONE),
            "Name the file: pageTemplate=\"${catalina.base}/conf/sso-page.html\".");

    public static final Attribute<Optional<String>> PAGE_TEXTS = new Attribute<>(
            "pageTexts",
            FILE,
            Optional.empty(),
            new AttributeRow(
                    "The file with other texts for the valve's pages.",
                    "Anyone who can write it decides what users read there.",
                    NONE),
            "Name the file: pageTexts=\"${catalina.base}/conf/sso-page.properties\".");

    public static final Attribute<Set<String>> RETURN_HOSTS = new Attribute<>(
            "returnHosts",
            LegalValues.list("a host such as `portal.example.com`, with its port where needed", WebPlace::host)
                    .then(hosts -> Parsed.right(Set.copyOf(hosts))),
            Set.of(),
            new AttributeRow(
                    "The hosts other than that of the request to which a user may return from a sign-in or a sign-out.",
                    "Each of them can be the end of a link that begins with your address: name only hosts of your own.",
                    NONE),
            "Write names without http:// and path: portal.example.com, portal.example.com:8443.");

    public static final Attribute<Optional<String>> LOGOUT_PATH = new Attribute<>(
            "logoutPath",
            OWN_PATH.optional(),
            Optional.empty(),
            new AttributeRow(
                    "The path of the valve's page to sign out, below the application's.",
                    "What the application has under this path is out of reach.",
                    NONE),
            "Write a path below the application's own, with letters, digits, \"-\", \"_\" and \".\": logoutPath=\"/logout\".");

    public static final Attribute<Integer> POST_LIMIT = new Attribute<>(
            "postLimit",
            LegalValues.number("bytes", 0, MAX_POST),
            POST,
            new AttributeRow(
                    "How large the body of a request may be that is kept while its user signs in. A larger one, and a"
                            + " `multipart` one, is refused with 413.",
                    "Clients that have not signed in fill this memory, up to 16 MiB in each application.",
                    "`65536` (64 KiB)"),
            "Leave it out for 65536 (64 KiB); 0 keeps none.");

    private FallbackAttributes() {}

    /** In the order of the documentation. */
    static List<Attribute<?>> all() {
        return List.of(
                FALLBACK,
                FALLBACK_LOCATION,
                SSO_PATH,
                OPT_OUT_SECONDS,
                OPT_OUT_PATH,
                SITE_NAME,
                HELP_URL,
                HELP_TEXT,
                PAGE_TEMPLATE,
                PAGE_TEXTS,
                RETURN_HOSTS,
                LOGOUT_PATH,
                POST_LIMIT);
    }

    /** Tells what is wrong with several of them together. */
    static void check(WrittenAttributes attributes, Problems problems) {
        if (attributes.get(FALLBACK) == FallbackKind.REDIRECT && !attributes.has(FALLBACK_LOCATION)) {
            problems.badValue(
                    FALLBACK.name(),
                    "\"redirect\" needs fallbackLocation, which is not there",
                    "Name the other sign-in: fallbackLocation=\"/login\".");
        }
        String ssoPath = attributes.get(SSO_PATH);
        attributes
                .get(LOGOUT_PATH)
                .filter(logout -> WebPlace.isWithin(logout, ssoPath))
                .ifPresent(logout -> problems.badValue(
                        LOGOUT_PATH.name(),
                        "\"" + logout + "\" is one of the URLs below ssoPath, \"" + ssoPath + "\"",
                        "Choose another path: logoutPath=\"/logout\"."));
    }

    static FallbackSettings read(WrittenAttributes attributes) {
        boolean isImplied = !attributes.has(FALLBACK) && attributes.has(FALLBACK_LOCATION);
        return new FallbackSettings(
                isImplied ? FallbackKind.REDIRECT : attributes.get(FALLBACK),
                attributes.get(FALLBACK_LOCATION),
                attributes.get(SSO_PATH),
                attributes.get(OPT_OUT_SECONDS),
                attributes.get(OPT_OUT_PATH),
                attributes.get(SITE_NAME),
                attributes.get(HELP_URL),
                attributes.get(HELP_TEXT),
                attributes.get(PAGE_TEMPLATE),
                attributes.get(PAGE_TEXTS),
                attributes.get(RETURN_HOSTS),
                attributes.get(LOGOUT_PATH),
                attributes.get(POST_LIMIT));
    }
}
