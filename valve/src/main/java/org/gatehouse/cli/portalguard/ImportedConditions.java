package org.gatehouse.cli.portalguard;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.conditions.ConditionsException;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;

/**
 * Conditions that mean what {@code <SSOConditions>} means: an empty list of addresses or URLs is as if it were not there, an empty
 * list of SPNs or browsers allows nobody, and a list of IPv4 addresses says nothing about clients with IPv6.
 */
public final class ImportedConditions {
    /** No address, name, URL or part of a User-Agent is longer; and an expression of this length cannot nest too deeply. */
    private static final int MAX_ENTRY = 1000;

    private static final Pattern COOKIE =
            Pattern.compile("(?<name>[A-Za-z0-9_.-]{1,64})=(?<value>[A-Za-z0-9_.-]{0,256})(?:;.*)?");
    private static final String OWN_COOKIE = "PstarNoKerberos=1";

    private final String label;
    private final SsoConditions source;
    private final Remarks remarks = new Remarks();
    private final XmlLines body = new XmlLines();

    private ImportedConditions(String label, SsoConditions source) {
        this.label = label;
        this.source = source;
    }

    /**
     * A file of conditions.
     *
     * @param remarks what is different, left out or to be set elsewhere; each begins with file, line and column
     */
    public record Result(String xml, List<String> remarks) {}

    /**
     * Imports a file.
     *
     * @param label the file's name, for messages
     * @throws FailedException with file, line, column and what is wrong there
     */
    public static Result of(String label, InputStream webConfig) throws FailedException {
        ImportedConditions imported = new ImportedConditions(label, WebConfig.read(label, webConfig));
        String root = imported.convert();
        XmlLines file = new XmlLines();
        file.markup(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        file.comment(0, "Imported from <SSOConditions> of PortalGuard. Remarks name lines of that file.");
        for (SsoEntry remark : imported.remarks.list()) {
            file.comment(0, "line " + remark.line() + ": " + remark.text());
        }
        String xml = file + root + imported.body + "</conditions>\n";
        requireRight(xml);
        List<String> remarks = imported.remarks.list().stream()
                .map(it -> label + ":" + it.line() + ":" + it.column() + ": " + it.text())
                .toList();
        return new Result(xml, remarks);
    }

    private static void requireRight(String xml) throws FailedException {
        try {
            ConditionsFile.parse(Bytes.of(xml.getBytes(StandardCharsets.US_ASCII)), Set::of);
        } catch (ConditionsException e) {
            throw new FailedException("the imported conditions have a mistake: " + e.getMessage() + ".");
        }
    }

    /** Writes the body, and gives the start of the root. */
    private String convert() throws FailedException {
        boolean disabled = flag(SsoSetting.DISABLED).orElse(false);
        source.unknown().forEach(it -> remarks.add(it, it.text() + " is not known and is left out"));
        settingsOfTheValve();
        cookie();
        addresses();
        hosts();
        urls();
        browsers();
        return "<conditions xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                + " xsi:noNamespaceSchemaLocation=\"sso-conditions.xsd\"" + (disabled ? " disabled=\"true\"" : "")
                + ">\n";
    }

    private void settingsOfTheValve() throws FailedException {
        flag(SsoSetting.DEBUGGING)
                .filter(on -> on)
                .ifPresent(on -> remarks.add(
                        place(SsoSetting.DEBUGGING),
                        "debugging: write org.gatehouse.valve.SsoAuthenticator.level = FINE into"
                                + " conf/logging.properties of Tomcat"));
        flag(SsoSetting.KEEP_DOMAIN)
                .ifPresent(keep -> remarks.add(
                        place(SsoSetting.KEEP_DOMAIN),
                        keep
                                ? "keepDomain: set userNameFormat=\"domain-sam\" (EXAMPLE\\alice) or \"principal\""
                                        + " (alice@EXAMPLE.COM) at the valve"
                                : "keepDomain: to leave the domain out, set userNameFormat=\"sam EXAMPLE.COM\" at the"
                                        + " valve"));
    }

    private SsoEntry place(SsoSetting setting) {
        return source.entries(setting).get(0);
    }

    private Optional<Boolean> flag(SsoSetting setting) throws FailedException {
        Optional<SsoEntry> written = single(setting);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        return switch (written.get().text().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> Optional.of(true);
            case "false", "0", "no", "off" -> Optional.of(false);
            default ->
                throw failure(
                        written.get(),
                        setting + "=" + Printable.quoted(written.get().text()) + " is neither \"true\" nor \"false\".");
        };
    }

    private Optional<SsoEntry> single(SsoSetting setting) throws FailedException {
        List<SsoEntry> written = source.entries(setting);
        if (written.size() > 1) {
            throw failure(written.get(1), setting + " is there twice: leave one of them.");
        }
        return written.stream().findFirst();
    }

    private FailedException failure(SsoEntry at, String problem) {
        return new FailedException(label + ":" + at.line() + ":" + at.column() + ": " + problem);
    }

    private void cookie() throws FailedException {
        Optional<SsoEntry> written = single(SsoSetting.COOKIE);
        Matcher cookie = COOKIE.matcher(written.map(SsoEntry::text).orElse(OWN_COOKIE));
        if (!cookie.matches()) {
            throw failure(written.orElseThrow(), "the cookie has no name and value: write " + OWN_COOKIE + ".");
        }
        body.comment(1, "PortalGuard's cookie is for the whole site: optOutPath=\"/\" at the valve makes it so here.");
        body.markup(1, "<optOut cookie=\"" + cookie.group("name") + "\" value=\"" + cookie.group("value") + "\"/>");
    }

    private void addresses() {
        Set<String> allow = converted(SsoSetting.IP_WHITE_LIST, ImportedAddress::of);
        Set<String> deny = converted(SsoSetting.IP_BLACK_LIST, ImportedAddress::of);
        boolean isAllowList = !source.entries(SsoSetting.IP_WHITE_LIST).isEmpty();
        if (!isAllowList && deny.isEmpty()) {
            return;
        }
        body.markup(1, "<addresses>");
        if (isAllowList) {
            if (allow.stream().allMatch(ImportedAddress::isV4)) {
                body.comment(
                        2,
                        "PortalGuard's list is about IPv4 alone: it allows every client with IPv6. So ::/0 is added.");
                allow.add("::/0");
            }
            lines("allow", allow);
        }
        if (!deny.isEmpty()) {
            lines("deny", deny);
        }
        body.markup(1, "</addresses>");
    }

    private void lines(String element, Set<String> entries) {
        body.markup(2, "<" + element + ">");
        entries.forEach(entry -> body.element(3, "", entry, ""));
        body.markup(2, "</" + element + ">");
    }

    private void hosts() {
        if (source.list(SsoSetting.SPNS).isEmpty()) {
            return;
        }
        Set<String> hosts = converted(SsoSetting.SPNS, ImportedHost::of);
        body.markup(1, "<hosts>");
        lines("allow", hosts);
        body.markup(1, "</hosts>");
    }

    private void urls() {
        XmlLines urls = new XmlLines();
        each(SsoSetting.URL_BLACK_LIST, ImportedUrl::of, url -> {
            urls.element(2, url.isExpression() ? "<deny regex=\"true\">" : "<deny>", url.text(), "</deny>");
        });
        if (!urls.isEmpty()) {
            body.markup(1, "<urls>");
            body.append(urls);
            body.markup(1, "</urls>");
        }
    }

    private void browsers() {
        if (source.list(SsoSetting.BROWSER_WHITE_LIST).isEmpty()) {
            return;
        }
        Set<String> parts = converted(SsoSetting.BROWSER_WHITE_LIST, ImportedBrowser::of);
        if (parts.contains("")) { // a star alone
            return;
        }
        body.markup(1, "<browsers>");
        if (parts.isEmpty()) {
            body.markup(2, "<allow/>");
        }
        parts.forEach(part -> body.element(2, "<allow>", part, "</allow>"));
        body.markup(1, "</browsers>");
    }

    private Set<String> converted(SsoSetting setting, Function<String, ImportedEntry> conversion) {
        Set<String> converted = new LinkedHashSet<>();
        each(setting, conversion, kept -> converted.add(kept.text()));
        return converted;
    }

    /** Converts each entry, and remarks what is to be remarked. */
    private void each(
            SsoSetting setting, Function<String, ImportedEntry> conversion, Consumer<ImportedEntry.Kept> result) {
        for (SsoEntry entry : source.entries(setting)) {
            Optional<ImportedEntry.Kept> kept = entry(entry.text(), conversion)
                    .fold(
                            it -> {
                                if (!it.remark().isEmpty()) {
                                    remarks.about(setting, entry, it.remark());
                                }
                                return Optional.of(it);
                            },
                            it -> {
                                remarks.about(setting, entry, it.remark());
                                return Optional.empty();
                            });
            kept.ifPresent(result);
        }
    }

    private static ImportedEntry entry(String written, Function<String, ImportedEntry> conversion) {
        if (written.length() > MAX_ENTRY) {
            return ImportedEntry.leftOut("is longer than " + MAX_ENTRY + " characters and is left out");
        }
        return Printable.line(written).equals(written)
                ? conversion.apply(written)
                : ImportedEntry.leftOut("has characters that cannot be seen and is left out");
    }
}
