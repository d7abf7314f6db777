package org.gatehouse.conditions;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.gatehouse.conditions.ConditionsFile.Place;
import org.gatehouse.conditions.ConditionsFile.Written;
import org.gatehouse.conditions.address.AddressRange;
import org.gatehouse.text.AsciiCase;

/** Makes rules of what stands in the file, element by element. */
final class ConditionsBuilder {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");
    /** RFC 6265 §4.1.1. */
    private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");

    private static final Pattern COOKIE_VALUE =
            Pattern.compile("[\\x21\\x23-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]{0,256}");

    private final Supplier<Set<String>> keytabHosts;
    private final Complaint complaint;
    private final Map<RuleKind, FallbackKind> fallbacks = new EnumMap<>(RuleKind.class);
    private final Set<FallbackKind> namedFallbacks = EnumSet.noneOf(FallbackKind.class);
    private final List<OpenRule> open = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Ranges allowed = new Ranges();
    private final Ranges denied = new Ranges();
    private final List<Entry> allowedBrowsers = new ArrayList<>();
    private final List<Entry> deniedBrowsers = new ArrayList<>();
    private final List<UrlRule> urls = new ArrayList<>();
    private final Set<String> hosts = new HashSet<>();
    private boolean dryRun;
    private boolean ofKeytab;
    private boolean allowListOfBrowsers;
    private int disabledAt;
    private int hostsAt;
    private int browsersAt;
    private OptOutCookie optOut = OptOutCookie.NONE;

    ConditionsBuilder(Supplier<Set<String>> keytabHosts, Complaint complaint) {
        this.keytabHosts = keytabHosts;
        this.complaint = complaint;
    }

    /** A list of addresses while it is read; line 0 while there is none. */
    private static final class Ranges {
        private final List<Entry> entries = new ArrayList<>();
        private final List<AddressRange> ranges = new ArrayList<>();
        private int line;

        Optional<AddressList> list() {
            return line == 0 ? Optional.empty() : Optional.of(AddressList.of(line, entries, ranges));
        }
    }

    /** Of a rule that needs it to be there. */
    void named(FallbackKind kind) {
        namedFallbacks.add(kind);
    }

    /** Of the rules of a section. */
    void fallback(RuleKind section, FallbackKind kind) {
        fallbacks.put(section, kind);
    }

    void disabled(int line) {
        disabledAt = line;
    }

    void dryRun(boolean on) {
        dryRun = on;
    }

    void optOut(Optional<String> cookie, Optional<String> value, Place at) {
        if (cookie.isEmpty() || !COOKIE_NAME.matcher(cookie.get()).matches()) {
            complain(at, "<optOut> needs the name of a cookie: cookie=\"GatehouseNoSso\"");
        } else if (value.isEmpty() || !COOKIE_VALUE.matcher(value.get()).matches()) {
            complain(at, "<optOut> needs the value of the cookie: value=\"1\"");
        } else {
            optOut = new OptOutCookie(cookie.get(), value.get(), at.line());
        }
    }

    /** The addresses of an element, separated by space. */
    void address(String kind, Written written) {
        Ranges list = kind.equals("allow") ? allowed : denied;
        list.line = list.line == 0 ? written.place().line() : list.line;
        int line = written.place().line();
        for (String row : written.text().split("\n", -1)) {
            for (String text : words(row)) {
                AddressRange.Written range = AddressRange.parse(text);
                if (range.range().isPresent()) {
                    list.entries.add(new Entry(text, line, written.fallback()));
                    list.ranges.add(range.range().get());
                } else {
                    complaint.about(line, 1, range.mistake());
                }
            }
            line++;
        }
    }

    private static List<String> words(String row) {
        return SPACE.splitAsStream(row).filter(word -> !word.isEmpty()).toList();
    }

    void hostsAttribute(String value, Place at) {
        if (!value.equals("keytab")) {
            complain(at, "hosts=\"" + value + "\" is not known: write hosts=\"keytab\", or <hosts> with the names");
            return;
        }
        ofKeytab = true;
        hostsAt = at.line();
    }

    void host(Written written) {
        if (ofKeytab) {
            complain(written.place(), "<hosts> and hosts=\"keytab\" do not go together: leave out one of them");
            return;
        }
        hostsAt = hostsAt == 0 ? written.place().line() : hostsAt;
        for (String name : words(written.text())) {
            Optional<String> mistake = hostMistake(name);
            mistake.ifPresent(text -> complain(written.place(), text));
            if (mistake.isEmpty()) {
                hosts.add(AsciiCase.fold(name));
            }
        }
    }

    /** What is wrong with the name of a host. */
    private static Optional<String> hostMistake(String name) {
        int slash = name.indexOf('/');
        if (slash >= 0) {
            return Optional.of(
                    "\"" + name + "\" is not a host: write its name alone, as in portal.example.com, and not an SPN or"
                            + " an address of a page");
        }
        int colon = name.indexOf(':');
        if (colon > 0 && name.indexOf(':', colon + 1) < 0) {
            return Optional.of(
                    "\"" + name + "\" has a port, and ports are not looked at: write " + name.substring(0, colon));
        }
        return HOST.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("\"" + name + "\" is not the name of a host");
    }

    void url(Written written) {
        String text = written.text().strip();
        if (text.isEmpty()) {
            complain(written.place(), "<deny> in <urls> needs a URL: <deny>/api/*</deny>");
            return;
        }
        Entry entry = new Entry(text, written.place().line(), written.fallback());
        if (!written.regex()) {
            if (!text.startsWith("/") && !text.startsWith("*")) {
                complain(
                        written.place(),
                        "\"" + text
                                + "\" never fits: a URL is compared from its first slash after the host on, as in /api/*");
                return;
            }
            urls.add(new UrlRule(entry, StarPattern.of(text)));
            return;
        }
        try {
            urls.add(new UrlRule(entry, new ExpressionPattern(Pattern.compile(text))));
        } catch (PatternSyntaxException e) {
            complain(written.place(), "\"" + text + "\" is not a regular expression: " + e.getDescription());
        }
    }

    void browser(String kind, Written written) {
        browsersAt = browsersAt == 0 ? written.place().line() : browsersAt;
        String text = written.text().strip();
        boolean allow = kind.equals("allow");
        allowListOfBrowsers |= allow;
        if (!text.isEmpty()) {
            (allow ? allowedBrowsers : deniedBrowsers)
                    .add(new Entry(AsciiCase.fold(text), written.place().line(), written.fallback()));
        } else if (!allow) {
            complain(written.place(), "<deny> in <browsers> needs a part of the browser's name: an empty one fits all");
        }
    }

    void open(OpenAttributes attributes, Place at) {
        Optional<AddressRange> address = attributes.address().flatMap(text -> {
            AddressRange.Written range = AddressRange.parse(text);
            if (range.range().isEmpty()) {
                complain(at, range.mistake());
            }
            return range.range();
        });
        attributes.host().flatMap(ConditionsBuilder::hostMistake).ifPresent(text -> complain(at, text));
        attributes.url().flatMap(ConditionsBuilder::openUrlMistake).ifPresent(text -> complain(at, text));
        if (attributes.url().isEmpty()
                && attributes.address().isEmpty()
                && attributes.host().isEmpty()) {
            complain(at, "<open> needs url, address or host: without any, everything would be open to everybody");
            return;
        }
        boolean isPrefix = attributes.url().filter(url -> url.endsWith("*")).isPresent();
        open.add(new OpenRule(
                attributes.url().map(url -> isPrefix ? url.substring(0, url.length() - 1) : url),
                isPrefix,
                address,
                attributes.host(),
                written(attributes),
                at.line()));
    }

    /** What is wrong with the path that is to be open. */
    private static Optional<String> openUrlMistake(String url) {
        int star = url.indexOf('*');
        if (!url.startsWith("/")) {
            return Optional.of("\"" + url + "\" is not a path: it begins with a slash, as /healthz");
        }
        if (star >= 0 && star < url.length() - 1) {
            return Optional.of(
                    "in \"" + url + "\", the star is not at the end: what is open is named from its beginning");
        }
        for (String part : List.of("?", "#", ";", "%", "\\", "//", "/./", "/../")) {
            if (url.contains(part)) {
                return Optional.of(
                        "\"" + url + "\" contains \"" + part + "\": an open path is compared once it is decoded and"
                                + " normalised, without query and parameters");
            }
        }
        return url.endsWith("/..") || url.endsWith("/.")
                ? Optional.of("\"" + url + "\" is not normalised")
                : Optional.empty();
    }

    private static String written(OpenAttributes attributes) {
        List<String> parts = new ArrayList<>();
        attributes.url().ifPresent(url -> parts.add("url=\"" + url + "\""));
        attributes.address().ifPresent(address -> parts.add("address=\"" + address + "\""));
        attributes.host().ifPresent(host -> parts.add("host=\"" + host + "\""));
        return String.join(" ", parts);
    }

    Conditions build() {
        if (allowed.line != 0 && allowed.entries.isEmpty()) {
            notes.add("the list of allowed addresses (line " + allowed.line + ") is empty: nobody is asked to sign in");
        }
        if (allowListOfBrowsers && allowedBrowsers.isEmpty()) {
            notes.add("the list of allowed browsers (line " + browsersAt + ") is empty: nobody is asked to sign in");
        }
        if (hostsAt != 0 && !ofKeytab && hosts.isEmpty()) {
            notes.add("the list of hosts (line " + hostsAt + ") is empty: nobody is asked to sign in");
        }
        List<Condition> steps = List.of(
                new DisabledSwitch(disabledAt),
                optOut,
                new AddressCondition(allowed.list(), denied.list()),
                new HostCondition(hosts(), hostsAt),
                new UrlCondition(urls, urls.isEmpty() ? 0 : urls.get(0).entry().line()),
                new BrowserCondition(
                        allowListOfBrowsers ? Optional.of(allowedBrowsers) : Optional.empty(),
                        deniedBrowsers,
                        browsersAt));
        return new Conditions(open, steps, new RuleFallbacks(fallbacks, namedFallbacks), dryRun, notes);
    }

    private Optional<Supplier<Set<String>>> hosts() {
        if (ofKeytab) {
            return Optional.of(keytabHosts);
        }
        Set<String> named = Set.copyOf(hosts);
        return hostsAt == 0 ? Optional.empty() : Optional.of(() -> named);
    }

    private void complain(Place at, String text) {
        complaint.about(at.line(), at.column(), text);
    }
}
