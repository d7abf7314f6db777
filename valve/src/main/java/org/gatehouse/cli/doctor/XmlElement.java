package org.gatehouse.cli.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/**
 * An element of one of Tomcat's files.
 *
 * @param file as it was typed, fit for a terminal
 * @param ancestors the numbers of the elements around it, the outermost first
 * @param number of the element in its file, in the order of their beginnings
 */
record XmlElement(
        String file, String name, Map<String, String> attributes, List<XmlElement> ancestors, int line, int number) {
    XmlElement {
        attributes = Map.copyOf(attributes);
        ancestors = List.copyOf(ancestors);
    }

    String attribute(String attribute, String otherwise) {
        return attributes.getOrDefault(attribute, otherwise);
    }

    /** The attribute that only differs from {@code attribute} in the case of letters, as it is written. */
    Optional<String> spelling(String attribute) {
        return attributes.keySet().stream()
                .filter(name -> AsciiCase.isSame(name, attribute))
                .findFirst();
    }

    /** The element around it. */
    Optional<XmlElement> parent() {
        return ancestors.isEmpty() ? Optional.empty() : Optional.of(ancestors.get(ancestors.size() - 1));
    }

    /** {@code conf/server.xml, line 71}. */
    String place() {
        return file + ", line " + line;
    }

    /** The name, fit for a terminal. */
    @Override
    public String toString() {
        return "<" + Printable.of(name) + ">";
    }
}
