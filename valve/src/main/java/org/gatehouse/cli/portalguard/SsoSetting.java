package org.gatehouse.cli.portalguard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code <SSOConditions>} can say. */
enum SsoSetting {
    SPNS("SPNs", Separators.ALL),
    IP_WHITE_LIST("IPWhiteList", Separators.ALL),
    IP_BLACK_LIST("IPBlackList", Separators.ALL),
    URL_BLACK_LIST("URLBlackList", Separators.ALL),
    BROWSER_WHITE_LIST("BrowserWhiteList", Separators.ALL_BUT_SPACE),
    DEBUGGING("debugging", Separators.NONE),
    DISABLED("disabled", Separators.NONE),
    KEEP_DOMAIN("keepDomain", Separators.NONE),
    COOKIE("cookie", Separators.NONE);

    private final String written;
    private final Separators separators;

    SsoSetting(String written, Separators separators) {
        this.written = written;
        this.separators = separators;
    }

    private enum Separators {
        ALL("[;,|\\s]+"),
        /** A part of a User-Agent can hold spaces: {@code Windows NT}. */
        ALL_BUT_SPACE("[;,|\\t\\r\\n]+"),
        /** Of a single value; the next line begins another one, which is too many. */
        NONE("[\\r\\n]+");

        private final Pattern pattern;

        Separators(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    private static final Pattern SPACED_DASH = Pattern.compile("[ \\t]*-[ \\t]*");

    /** Case does not matter. */
    static Optional<SsoSetting> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(setting -> setting.written.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /** The entries in one line of a text. */
    List<String> entries(String line) {
        return separators
                .pattern
                .splitAsStream(isAddresses() ? SPACED_DASH.matcher(line).replaceAll("-") : line)
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** The entries in an element or attribute that stands for one of them: URLs and browsers may hold separators. */
    List<String> single(String text) {
        boolean isWhole = this == URL_BLACK_LIST || this == BROWSER_WHITE_LIST;
        return isWhole ? Stream.of(text.strip()).filter(it -> !it.isEmpty()).toList() : entries(text);
    }

    private boolean isAddresses() {
        return this == IP_WHITE_LIST || this == IP_BLACK_LIST;
    }

    /** As PortalGuard writes it. */
    @Override
    public String toString() {
        return written;
    }
}
