package org.gatehouse.cli.portalguard;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.text.Printable;

/**
 * Finds {@code <SSOConditions>} in a web.config. It is read without document types and thus without entities. What stands
 * around it is not looked at: there may be passwords.
 */
final class WebConfig {
    private static final String SECTION = "SSOConditions";
    private static final String DTD = "a DTD (<!DOCTYPE …>) or an entity is not read: leave it out.";
    /** A web.config has some ten. */
    private static final int MAX_DEPTH = 64;
    /** Attributes that hold the value of their element, the best first. */
    private static final List<String> VALUE_NAMES = List.of("value", "name", "key", "list");

    private final String label;
    private final XMLStreamReader xml;
    private final Map<SsoSetting, List<SsoEntry>> values = new EnumMap<>(SsoSetting.class);
    private final List<SsoEntry> unknown = new ArrayList<>();
    private boolean found;
    private int depth;

    private WebConfig(String label, XMLStreamReader xml) {
        this.label = label;
        this.xml = xml;
    }

    /**
     * Reads a file.
     *
     * @param label the file's name, for messages
     * @throws FailedException with file, line, column and what is wrong there
     */
    static SsoConditions read(String label, InputStream content) throws FailedException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory(); // the JDK's, whatever else is on the class path
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        try {
            return new WebConfig(label, factory.createXMLStreamReader(content)).document();
        } catch (XMLStreamException e) { // its message can quote what stands in the file
            Location at = e.getLocation();
            throw new FailedException(label + ":" + (at == null ? 1 : Math.max(1, at.getLineNumber())) + ":"
                    + (at == null ? 1 : Math.max(1, at.getColumnNumber())) + ": this is not well-formed XML.");
        }
    }

    private SsoConditions document() throws XMLStreamException, FailedException {
        while (xml.hasNext()) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (xml.getLocalName().equalsIgnoreCase(SECTION)) {
                        section();
                    }
                }
                default -> {} // the other settings of the application
            }
        }
        if (!found) {
            throw new FailedException(label + " has no <" + SECTION + ">.");
        }
        return new SsoConditions(values, unknown);
    }

    /** The next event, within bounds. */
    private int next() throws XMLStreamException, FailedException {
        int event;
        try {
            event = xml.next();
        } catch (MissingResourceException e) { // the JDK has no words for some mistakes in a DTD
            throw failure(DTD);
        }
        switch (event) {
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw failure(DTD);
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw failure("elements are nested deeper than " + MAX_DEPTH + ".");
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            default -> {} // texts and comments
        }
        return event;
    }

    private void section() throws XMLStreamException, FailedException {
        if (found) {
            throw failure("<" + SECTION + "> is there twice: import one alone.");
        }
        found = true;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            if (name.equalsIgnoreCase("configSource")) {
                throw failure("<" + SECTION + "> is in " + Printable.quoted(xml.getAttributeValue(i))
                        + ": import that file.");
            }
            Optional<SsoSetting> setting = SsoSetting.named(name);
            setting.ifPresent(declare(xml.getAttributeValue(i)));
            if (setting.isEmpty() && xml.getAttributeNamespace(i) == null) {
                unknown.add(here("the attribute " + Printable.quoted(name)));
            }
        }
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                child();
            }
        }
    }

    private Consumer<SsoSetting> declare(String text) {
        SsoEntry at = here(text);
        return setting -> add(setting, at);
    }

    /** An element of the section: {@code <SPNs>…</SPNs>}, or {@code <add key="SPNs" value="…"/>}. */
    private void child() throws XMLStreamException, FailedException {
        Optional<SsoSetting> itself = SsoSetting.named(xml.getLocalName());
        if (itself.isPresent()) {
            declared(itself.get());
            for (String name : VALUE_NAMES) {
                attribute(name).ifPresent(value -> add(itself.get(), here(value)));
            }
            otherAttributes(Set.copyOf(VALUE_NAMES));
            content(itself.get(), false);
            return;
        }
        Optional<SsoSetting> named =
                attribute("key").or(() -> attribute("name")).flatMap(SsoSetting::named);
        if (named.isPresent()) {
            declared(named.get());
            attribute("value").ifPresent(value -> add(named.get(), here(value)));
            content(named.get(), false);
            return;
        }
        unknown.add(here("the element " + Printable.quoted(xml.getLocalName())));
        skip();
    }

    /** Texts and elements up to the end of this one. */
    private void content(SsoSetting setting, boolean isEntry) throws XMLStreamException, FailedException {
        StringBuilder text = new StringBuilder();
        SsoEntry start = here("");
        while (true) {
            switch (next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.START_ELEMENT -> {
                    take(setting, isEntry, new SsoEntry(text.toString(), start.line(), start.column()));
                    text.setLength(0);
                    entry(setting);
                    start = here("");
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    take(setting, isEntry, new SsoEntry(text.toString(), start.line(), start.column()));
                    return;
                }
                default -> {} // comments
            }
        }
    }

    /** An element inside a list: {@code <add value="…"/>}, {@code <SPN>…</SPN>}. */
    private void entry(SsoSetting setting) throws XMLStreamException, FailedException {
        String name = xml.getLocalName().toLowerCase(Locale.ROOT);
        if (name.equals("clear")) { // of collections of .NET: forget what stands before
            declared(setting).clear();
            skip();
            return;
        }
        if (name.equals("remove")) {
            unknown.add(here("the element " + Printable.quoted(xml.getLocalName())));
            skip();
            return;
        }
        Optional<String> value = VALUE_NAMES.stream()
                .map(this::attribute)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> xml.getAttributeCount() == 1 ? Optional.of(xml.getAttributeValue(0)) : Optional.empty());
        value.ifPresent(it -> take(setting, true, here(it)));
        content(setting, true);
    }

    private void take(SsoSetting setting, boolean isEntry, SsoEntry entry) {
        if (isEntry) {
            setting.single(entry.text())
                    .forEach(text -> declared(setting).add(new SsoEntry(text, entry.line(), entry.column())));
        } else {
            add(setting, entry);
        }
    }

    /** Adds the entries in a text that has several, each with its line. */
    private void add(SsoSetting setting, SsoEntry written) {
        List<SsoEntry> list = declared(setting);
        int line = written.line();
        int column = written.column();
        for (String row : written.text().split("\n", -1)) {
            for (String text : setting.entries(row)) {
                list.add(new SsoEntry(text, line, column));
            }
            line++;
            column = 1;
        }
    }

    private List<SsoEntry> declared(SsoSetting setting) {
        return values.computeIfAbsent(setting, any -> new ArrayList<>());
    }

    private void otherAttributes(Set<String> known) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            if (!known.contains(name.toLowerCase(Locale.ROOT))) {
                unknown.add(here(
                        "the attribute " + Printable.quoted(name) + " of <" + Printable.of(xml.getLocalName()) + ">"));
            }
        }
    }

    private Optional<String> attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equalsIgnoreCase(name)) {
                return Optional.of(xml.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    private void skip() throws XMLStreamException, FailedException {
        int outside = depth - 1;
        while (depth > outside) {
            next();
        }
    }

    private SsoEntry here(String text) {
        return new SsoEntry(
                text, xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber());
    }

    private FailedException failure(String problem) {
        return new FailedException(label + ":" + xml.getLocation().getLineNumber() + ":"
                + xml.getLocation().getColumnNumber() + ": " + problem);
    }
}
