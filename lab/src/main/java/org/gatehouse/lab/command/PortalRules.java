package org.gatehouse.lab.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rules that say whom the portal asks to sign in, as {@code conditions.sh} puts them together.
 *
 * @param dryRun whether everyone is asked all the same
 */
public record PortalRules(List<Rule> rules, boolean dryRun) {
    /** Everyone is asked. */
    public static final PortalRules NONE = new PortalRules(List.of(), false);

    static final String OPT_OUT_COOKIE = "GatehouseNoSso";
    static final String OPT_OUT_VALUE = "1";

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Whom the portal asks to sign in. conditions.sh changes this file, and so can you: it is reloaded when it changes.
                 Without rules, everyone is asked. Examples:
                   <open url="/healthz"/>                                everybody may see it, and is nobody there
                   <optOut cookie="GatehouseNoSso" value="1"/>           a browser with this cookie is not asked
                   <addresses><deny>10.0.0.0/8 ::1</deny></addresses>    clients at these addresses are not asked
                   <hosts><allow>portal.lab.localhost</allow></hosts>    nobody is asked under another name of the server
                   <urls><deny>/api/*</deny></urls>                      nobody is asked at these URLs
                   <browsers><deny>Mobile</deny></browsers>              browsers with this in their name are not asked
                 configure.md describes them, under "Conditions". -->
            """;

    public PortalRules {
        rules = List.copyOf(rules);
    }

    /** What a rule goes by, in the order of the file. */
    public enum Kind {
        OPEN("", "%s is open to everybody"),
        OPT_OUT("", "browsers with the cookie %s are not asked"),
        ADDRESS("addresses", "clients at %s are not asked"),
        HOST("hosts", "clients are asked at %s, and at no host that is not listed"),
        URL("urls", "nobody is asked at %s"),
        BROWSER("browsers", "browsers whose User-Agent contains \"%s\" are not asked");

        private final String section;
        private final String sentence;

        Kind(String section, String sentence) {
            this.section = section;
            this.sentence = sentence;
        }

        private String element(String text) {
            return switch (this) {
                case OPEN -> "  <open url=\"" + escaped(text) + "\"/>\n";
                case OPT_OUT -> "  <optOut cookie=\"" + OPT_OUT_COOKIE + "\" value=\"" + OPT_OUT_VALUE + "\"/>\n";
                case HOST -> "    <allow>" + escaped(text) + "</allow>\n";
                case ADDRESS, URL, BROWSER -> "    <deny>" + escaped(text) + "</deny>\n";
            };
        }
    }

    /**
     * One rule.
     *
     * @param text what is written in the file; anything for {@link Kind#OPT_OUT}, of which there is one
     */
    public record Rule(Kind kind, String text) {
        /** A sentence without its full stop. */
        @Override
        public String toString() {
            return kind.sentence.formatted(text);
        }
    }

    /** These rules and another one, which may be among them. */
    PortalRules with(Kind kind, String text) {
        Rule rule = new Rule(kind, text);
        if (rules.contains(rule)) {
            return this;
        }
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new PortalRules(more, dryRun);
    }

    /** These rules without those of a kind. */
    PortalRules without(Kind kind) {
        return new PortalRules(
                rules.stream().filter(rule -> rule.kind() != kind).toList(), dryRun);
    }

    PortalRules withDryRun(boolean on) {
        return new PortalRules(rules, on);
    }

    List<Rule> of(Kind kind) {
        return rules.stream().filter(rule -> rule.kind() == kind).toList();
    }

    /** The file for the valve. */
    public String xml() {
        String sections = Arrays.stream(Kind.values()).map(this::section).collect(Collectors.joining());
        return HEAD + (dryRun ? "<conditions dryRun=\"true\">\n" : "<conditions>\n") + sections + "</conditions>\n";
    }

    private String section(Kind kind) {
        String elements =
                of(kind).stream().map(rule -> kind.element(rule.text())).collect(Collectors.joining());
        return elements.isEmpty() || kind.section.isEmpty()
                ? elements
                : "  <" + kind.section + ">\n" + elements + "  </" + kind.section + ">\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A line for each rule. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(rules.stream().map(Rule::toString).toList());
        if (dryRun) {
            lines.add("dry run: everyone is asked, whatever the rules say");
        }
        return List.copyOf(lines);
    }
}
