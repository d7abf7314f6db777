package org.gatehouse.lab.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.gatehouse.lab.command.PortalRules.Kind;
import org.gatehouse.lab.text.PlainText;
import org.gatehouse.text.Printable;

/** {@code conditions.sh}: shows and changes the rules that say whom the portal asks to sign in. */
final class RulesCommand implements LabCommand {
    /** Longer than any that makes sense; the valve takes a file of 1 MiB. */
    private static final int MAX_TEXT = 1000;

    private static final List<String> THIS_MACHINE = List.of("127.0.0.0/8", "::1");
    private static final String CURL = "./lab-scripts/curl.sh alice";
    private static final String BROWSER = "./lab-scripts/browser.sh alice";

    private final LabControl lab;
    /** What was written last; the file may have been changed since. */
    private PortalRules written = PortalRules.NONE;

    RulesCommand(LabControl lab) {
        this.lab = lab;
    }

    @Override
    public CommandResult run(List<String> arguments, String input) throws CommandException, IOException {
        CommandArguments given = new CommandArguments(arguments);
        String what = given.hasNext() ? given.next() : "show";
        return switch (what) {
            case "show" -> show(given);
            case "--rules" -> rules(given);
            case "reset" -> reset(given);
            case "dry-run" -> dryRun(given);
            case "deny-my-address" -> denyMyAddress(given);
            case "deny-host" -> denyHost(given);
            case "deny-url" -> denyUrl(given);
            case "deny-browser" -> denyBrowser(given);
            case "opt-out" -> optOut(given);
            case "open" -> open(given);
            default ->
                throw what.startsWith("-")
                        ? CommandArguments.unknownOption(what)
                        : CommandException.wrongUsage("there is no rule '" + Printable.of(what) + "'.");
        };
    }

    private CommandResult show(CommandArguments given) throws CommandException, IOException {
        given.requireEnd();
        CommandReport report = new CommandReport().line(lab.conditions() + ":");
        text().lines().map(line -> PlainText.line(line, "\ufffd")).forEach(report::detail);
        return report.done();
    }

    /** For status.sh: nothing if everyone is asked. */
    private CommandResult rules(CommandArguments given) throws CommandException, IOException {
        given.requireEnd();
        CommandReport report = new CommandReport();
        String text = text();
        if (text.equals(written.xml())) {
            written.lines().forEach(report::line);
        } else if (!text.equals(PortalRules.NONE.xml())) {
            report.line(lab.conditions() + " was changed by hand (./lab-scripts/conditions.sh)");
        }
        return report.done();
    }

    private CommandResult reset(CommandArguments given) throws CommandException, IOException {
        given.requireEnd();
        change(PortalRules.NONE);
        return new CommandReport()
                .line("There are no rules: everyone is asked to sign in.")
                .next(CURL)
                .done();
    }

    private CommandResult dryRun(CommandArguments given) throws CommandException, IOException {
        String on = given.hasNext() ? given.next() : "on";
        given.requireEnd();
        if (!on.equals("on") && !on.equals("off")) {
            throw CommandException.wrongUsage("dry-run is on or off, not '" + Printable.of(on) + "'.");
        }
        PortalRules rules = current().withDryRun(on.equals("on"));
        change(rules);
        CommandReport report = report(rules);
        if (rules.dryRun()) {
            report.note("the log says at DEBUG what the rules would do.")
                    .next(CURL + "; ./lab-scripts/logs.sh | grep 'dry run'");
        }
        return report.done();
    }

    private CommandResult denyMyAddress(CommandArguments given) throws CommandException, IOException {
        given.requireEnd();
        PortalRules rules = current();
        for (String address : THIS_MACHINE) {
            rules = rules.with(Kind.ADDRESS, address);
        }
        change(rules);
        return report(rules)
                .note("that is this machine: nobody here is asked, and a ticket that comes unasked is not read.")
                .next(CURL)
                .next(BROWSER)
                .done();
    }

    /** A file of conditions lists the hosts to ask at, so all others are listed. */
    private CommandResult denyHost(CommandArguments given) throws CommandException, IOException {
        String host = (given.hasNext() ? text(given, "deny-host") : lab.portal().getHost()).toLowerCase(Locale.ROOT);
        given.requireEnd();
        PortalRules rules = current();
        Set<String> hosts = new TreeSet<>();
        rules.of(Kind.HOST).forEach(rule -> hosts.add(rule.text()));
        if (hosts.isEmpty()) {
            hosts.addAll(hosts());
        }
        if (!hosts.remove(host)) {
            throw CommandException.refused("nobody is asked at '" + Printable.of(host)
                    + "' as it is; clients are asked at " + String.join(", ", hosts) + ".");
        }
        if (hosts.isEmpty()) {
            throw CommandException.refused("that would leave no host at all: ./lab-scripts/conditions.sh deny-url '*'");
        }
        PortalRules changed = rules.without(Kind.HOST);
        for (String other : hosts) {
            changed = changed.with(Kind.HOST, other);
        }
        change(changed);
        return report(changed)
                .next(CURL + " http://" + host + ":" + lab.portal().getPort() + "/")
                .done();
    }

    /** Under which the lab's domains know a web server. */
    private Set<String> hosts() {
        Set<String> hosts = new TreeSet<>();
        for (RealmControl realm : lab.realms()) {
            realm.administration().accounts().stream()
                    .flatMap(account -> account.servicePrincipalNames().stream())
                    .map(name -> name.toLowerCase(Locale.ROOT).split("[/:]", -1))
                    .filter(parts -> parts.length == 2 && (parts[0].equals("http") || parts[0].equals("host")))
                    .forEach(parts -> hosts.add(parts[1]));
        }
        return hosts;
    }

    private CommandResult denyUrl(CommandArguments given) throws CommandException, IOException {
        String url = text(given, "deny-url");
        given.requireEnd();
        if (!url.startsWith("/") && !url.startsWith("*")) {
            throw CommandException.wrongUsage("a URL begins with a slash or a star here, as '/api/*'.");
        }
        PortalRules rules = current().with(Kind.URL, url);
        change(rules);
        return report(rules).next(CURL + " " + Shell.quoted(sample(url))).done();
    }

    private CommandResult denyBrowser(CommandArguments given) throws CommandException, IOException {
        String text = text(given, "deny-browser");
        given.requireEnd();
        PortalRules rules = current().with(Kind.BROWSER, text);
        change(rules);
        return report(rules)
                .next(CURL + " -A " + Shell.quoted("Sample " + text))
                .next(BROWSER)
                .done();
    }

    private CommandResult optOut(CommandArguments given) throws CommandException, IOException {
        given.requireEnd();
        PortalRules rules = current().with(Kind.OPT_OUT, PortalRules.OPT_OUT_COOKIE + "=" + PortalRules.OPT_OUT_VALUE);
        change(rules);
        return report(rules)
                .note("a browser gets this cookie from " + lab.portal().resolve("/gatehouse-sso/skip")
                        + ", and loses it at " + lab.portal().resolve("/gatehouse-sso/retry") + ".")
                .next(CURL + " -b " + PortalRules.OPT_OUT_COOKIE + "=" + PortalRules.OPT_OUT_VALUE)
                .done();
    }

    private CommandResult open(CommandArguments given) throws CommandException, IOException {
        String path = text(given, "open");
        given.requireEnd();
        if (!path.startsWith("/")) {
            throw CommandException.wrongUsage("a path begins with a slash, as /whoami.");
        }
        PortalRules rules = current().with(Kind.OPEN, path);
        change(rules);
        return report(rules)
                .next("curl -i "
                        + Shell.quoted(lab.portal().resolve("/") + sample(path).substring(1)))
                .done();
    }

    /** A URL that fits a pattern. */
    private static String sample(String pattern) {
        return "/" + pattern.replace("*", "x").replaceFirst("^/", "");
    }

    private static String text(CommandArguments given, String rule) throws CommandException {
        String text = given.valueOf(rule);
        if (text.isBlank() || text.length() > MAX_TEXT || !PlainText.isPrintable(text)) {
            throw CommandException.wrongUsage(rule + " takes a text of up to " + MAX_TEXT + " printable characters.");
        }
        return text;
    }

    /** Refuses to overwrite what somebody has written by hand. */
    private PortalRules current() throws CommandException, IOException {
        String text = text();
        return List.of(written, PortalRules.NONE).stream()
                .filter(sameAs(text))
                .findFirst()
                .orElseThrow(() -> CommandException.refused(lab.conditions()
                        + " was changed by hand; ./lab-scripts/conditions.sh reset throws that away."));
    }

    private static Predicate<PortalRules> sameAs(String text) {
        return rules -> rules.xml().equals(text);
    }

    private String text() throws IOException {
        return Files.readString(lab.conditions(), StandardCharsets.UTF_8);
    }

    /** Puts the file back if the valve does not use it. */
    private void change(PortalRules rules) throws IOException {
        String before = text();
        try {
            lab.changeConditions(rules.xml());
        } catch (IOException e) {
            lab.restoreConditions(before);
            throw e;
        }
        written = rules;
    }

    private static CommandReport report(PortalRules rules) {
        CommandReport report = new CommandReport().line("The portal has new rules:");
        rules.lines().forEach(report::detail);
        return report;
    }
}
