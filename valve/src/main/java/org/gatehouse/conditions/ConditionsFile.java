package org.gatehouse.conditions;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.gatehouse.wire.Bytes;

/**
 * Reads {@code sso-conditions.xml}. A file with any mistake gives no rules at all: half of them could ask everyone, or open what
 * the other half closes. All mistakes are told at once, each with its place.
 */
public final class ConditionsFile {
    /** In bytes: ten thousand addresses take a quarter of it. */
    public static final int MAX_LENGTH = 1 << 20;

    /** An administrator fixes one after the other anyway. */
    private static final int MAX_MISTAKES = 20;

    private static final String FALLBACK = "fallback";

    private final XMLStreamReader xml;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final ConditionsBuilder builder;
    private final Set<String> seen = new HashSet<>();

    private ConditionsFile(XMLStreamReader xml, Supplier<Set<String>> keytabHosts) {
        this.xml = xml;
        this.builder = new ConditionsBuilder(keytabHosts, this::mistake);
    }

    /**
     * Reads a file.
     *
     * @param keytabHosts the host names that the service has keys for at the moment, in lower case
     */
    public static Conditions parse(Bytes file, Supplier<Set<String>> keytabHosts) throws ConditionsException {
        if (file.length() > MAX_LENGTH) {
            throw new ConditionsException(
                    List.of(new Mistake(1, 1, "the file is larger than " + MAX_LENGTH + " bytes")));
        }
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(file.toArray()));
            ConditionsFile reader = new ConditionsFile(xml, keytabHosts);
            reader.document();
            if (!reader.mistakes.isEmpty()) {
                throw new ConditionsException(reader.mistakes);
            }
            return reader.builder.build();
        } catch (XMLStreamException e) {
            throw new ConditionsException(List.of(notWellFormed(e)));
        }
    }

    /** The JDK's own, whatever else is on the class path. It reads nothing but the file. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static Mistake notWellFormed(XMLStreamException e) {
        Location at = e.getLocation();
        String message = String.valueOf(e.getMessage());
        int text = message.indexOf("Message: "); // the JDK's puts the place in front of it
        String what = text < 0 ? message : message.substring(text + "Message: ".length());
        return new Mistake(
                at == null ? 1 : at.getLineNumber(), at == null ? 1 : at.getColumnNumber(), "this is not XML: " + what);
    }

    private void mistake(int line, int column, String text) {
        if (mistakes.size() < MAX_MISTAKES) {
            mistakes.add(new Mistake(line, column, text));
        }
    }

    private void document() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD ->
                    mistake(line(), column(), "a DTD (<!DOCTYPE …>) is not read: leave it out");
                case XMLStreamConstants.START_ELEMENT -> root();
                default -> {} // comments, and what may stand around the root
            }
        }
    }

    private void root() throws XMLStreamException {
        if (!xml.getLocalName().equals("conditions")) {
            mistake(line(), column(), "the file begins with <" + xml.getLocalName() + ">, and not with <conditions>");
            skip();
            return;
        }
        allowAttributes("conditions", List.of("disabled", "dryRun", "hosts"));
        flag("disabled").filter(on -> on).ifPresent(on -> builder.disabled(line()));
        builder.dryRun(flag("dryRun").orElse(false));
        attribute("hosts").ifPresent(hosts -> builder.hostsAttribute(hosts, place()));
        children("conditions", this::section);
    }

    private void section(String name) throws XMLStreamException {
        if (!name.equals("open") && !seen.add(name)) {
            mistake(line(), column(), "<" + name + "> is there twice: put both into one");
            skip();
            return;
        }
        switch (name) {
            case "open" -> open();
            case "optOut" -> optOut();
            case "addresses" -> list(RuleKind.ADDRESS, name, List.of("allow", "deny"), builder::address);
            case "hosts" -> list(RuleKind.HOST, name, List.of("allow"), (kind, entry) -> builder.host(entry));
            case "urls" -> list(RuleKind.URL, name, List.of("deny"), (kind, entry) -> builder.url(entry));
            case "browsers" -> list(RuleKind.BROWSER, name, List.of("allow", "deny"), builder::browser);
            default -> {
                mistake(
                        line(),
                        column(),
                        "<" + name + "> is not known here: there are <open>, <optOut>, <addresses>, <hosts>, <urls> and"
                                + " <browsers>");
                skip();
            }
        }
    }

    private void open() throws XMLStreamException {
        allowAttributes("open", List.of("url", "address", "host"));
        builder.open(new OpenAttributes(attribute("url"), attribute("address"), attribute("host")), place());
        empty("open");
    }

    private void optOut() throws XMLStreamException {
        allowAttributes("optOut", List.of("cookie", "value", FALLBACK));
        fallback().ifPresent(fallback -> builder.fallback(RuleKind.OPT_OUT, fallback));
        builder.optOut(attribute("cookie"), attribute("value"), place());
        empty("optOut");
    }

    /** Takes one element of a list. */
    @FunctionalInterface
    private interface Element {
        void take(String kind, Written written);
    }

    private void list(RuleKind rules, String section, List<String> kinds, Element element) throws XMLStreamException {
        allowAttributes(section, List.of(FALLBACK));
        fallback().ifPresent(fallback -> builder.fallback(rules, fallback));
        Place at = place();
        boolean[] any = {false};
        children(section, kind -> {
            any[0] = true;
            if (!kinds.contains(kind)) {
                mistake(
                        line(),
                        column(),
                        "<" + kind + "> is not known in <" + section + ">: there is <" + String.join("> and <", kinds)
                                + ">");
                skip();
                return;
            }
            boolean isUrl = rules == RuleKind.URL;
            allowAttributes(
                    kind, isUrl ? List.of("regex", FALLBACK) : kind.equals("deny") ? List.of(FALLBACK) : List.of());
            boolean regex = isUrl && flag("regex").orElse(false);
            Optional<FallbackKind> fallback = fallback();
            Place place = place();
            element.take(kind, new Written(text(kind), regex, fallback, place));
        });
        if (!any[0]) {
            mistake(
                    at.line(),
                    at.column(),
                    "<" + section + "> is empty: leave it out, or put <" + kinds.get(0) + "> into it");
        }
    }

    /** Does something with each element inside this one, and ends after this one. */
    @FunctionalInterface
    private interface Child {
        void read(String name) throws XMLStreamException;
    }

    private void children(String name, Child child) throws XMLStreamException {
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> child.read(xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> {
                    return;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!xml.isWhiteSpace()) {
                        mistake(line(), column(), "there is a text in <" + name + ">, which has elements only");
                    }
                }
                default -> {} // comments
            }
        }
    }

    private void empty(String name) throws XMLStreamException {
        children(name, inner -> {
            mistake(line(), column(), "<" + name + "> has attributes and nothing in it; here is <" + inner + ">");
            skip();
        });
    }

    private String text(String name) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    mistake(line(), column(), "<" + name + "> has a text only; here is <" + xml.getLocalName() + ">");
                    skip();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return text.toString();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                default -> {} // comments
            }
        }
    }

    /** To the end of this element, whatever is in it. */
    private void skip() throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
            depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
        }
    }

    private void allowAttributes(String element, List<String> known) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            boolean isSchema = "http://www.w3.org/2001/XMLSchema-instance".equals(xml.getAttributeNamespace(i));
            if (!isSchema && !known.contains(name)) {
                mistake(
                        line(),
                        column(),
                        "<" + element + "> has no attribute \"" + name + "\""
                                + (known.isEmpty() ? "" : ": there is \"" + String.join("\", \"", known) + "\""));
            }
        }
    }

    private Optional<String> attribute(String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name));
    }

    private Optional<Boolean> flag(String name) {
        Optional<String> value = attribute(name);
        if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
            mistake(line(), column(), name + "=\"" + value.get() + "\" is neither \"true\" nor \"false\"");
            return Optional.empty();
        }
        return value.map(Boolean::parseBoolean);
    }

    private Optional<FallbackKind> fallback() {
        Optional<String> value = attribute(FALLBACK);
        Optional<FallbackKind> kind = value.flatMap(FallbackKind::of);
        if (value.isPresent() && kind.isEmpty()) {
            mistake(
                    line(),
                    column(),
                    "fallback=\"" + value.get() + "\" is not known: write \"none\", \"redirect\" or \"form\"");
        }
        kind.ifPresent(builder::named);
        return kind;
    }

    private int line() {
        return xml.getLocation().getLineNumber();
    }

    private int column() {
        return xml.getLocation().getColumnNumber();
    }

    private Place place() {
        return new Place(line(), column());
    }

    /** Where an element is. */
    record Place(int line, int column) {}

    /** An element with a text. */
    record Written(String text, boolean regex, Optional<FallbackKind> fallback, Place place) {}
}
