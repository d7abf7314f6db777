package org.gatehouse.cli.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.cli.command.LocalFiles;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.files.DiskFile;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.text.Printable;

/**
 * One of Tomcat's files, as the list of its elements. It is read without document types and thus without entities: what
 * an entity stands for could be another file, or a gigabyte.
 */
record XmlFile(Path path, String label, List<XmlElement> elements) {
    /** In bytes. Those that come with Tomcat have less than ten thousand. */
    private static final int MAX_LENGTH = 1 << 20;
    /** Server, Service, Engine, Host, Context, Realm, Realm … */
    private static final int MAX_DEPTH = 32;

    XmlFile {
        elements = List.copyOf(elements);
    }

    /** The element around all others: well-formed XML has one. */
    XmlElement root() {
        return elements.get(0);
    }

    /**
     * Reads and parses a file.
     *
     * @throws FailedException with a sentence about what is wrong with it
     */
    static XmlFile read(String typed) throws UsageException, FailedException {
        Path path = LocalFiles.path(typed);
        String label = Printable.of(typed);
        try (SecretBytes content = DiskFile.read(path, MAX_LENGTH)) { // there may be passwords in it
            if (content.length() == 0) {
                throw new FailedException(label + " is empty.");
            }
            return content.use((array, offset, length) ->
                    new XmlFile(path, label, elements(label, new ByteArrayInputStream(array, offset, length))));
        } catch (IOException e) {
            throw new FailedException(label + " cannot be read: " + Printable.of(DiskFile.reason(e)) + ".");
        }
    }

    private static List<XmlElement> elements(String label, InputStream content) throws FailedException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory(); // the JDK's, whatever else is on the class path
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        List<XmlElement> elements = new ArrayList<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(content);
            try {
                collect(label, reader, elements);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new FailedException(label + " is not well-formed XML"
                    + (e.getLocation() == null
                            ? "."
                            : ": line " + e.getLocation().getLineNumber() + ", column "
                                    + e.getLocation().getColumnNumber() + "."));
        }
        return elements;
    }

    private static void collect(String label, XMLStreamReader reader, List<XmlElement> elements)
            throws XMLStreamException, FailedException {
        Deque<XmlElement> open = new ArrayDeque<>();
        while (reader.hasNext()) {
            int line = reader.getLocation().getLineNumber();
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new FailedException(label
                            + " has a document type or an entity, line "
                            + reader.getLocation().getLineNumber()
                            + ". This command does not read such files.");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() == MAX_DEPTH) {
                        throw new FailedException(
                                label + " is nested deeper than " + MAX_DEPTH + " elements, line " + line + ".");
                    }
                    XmlElement element = new XmlElement(
                            label, reader.getLocalName(), attributes(reader), List.copyOf(open), line, elements.size());
                    elements.add(element);
                    open.addLast(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.removeLast();
                default -> {} // text, comments and instructions say nothing to Tomcat
            }
        }
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }
}
