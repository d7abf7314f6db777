package org.gatehouse.settings.descriptor;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of a {@code web.xml} or {@code web-fragment.xml}, in the order of the file. A document type is passed over
 * and nothing that it names is fetched; a file that uses an entity of its own is not read: what that stands for could be
 * another file, or a gigabyte.
 */
public record DeploymentDescriptor(List<DescribedConstraint> constraints) {
    private static final Set<String> ROOTS = Set.of("web-app", "web-fragment");

    public DeploymentDescriptor {
        constraints = List.copyOf(constraints);
    }

    /** Opens the content with a factory that reads nothing else. */
    @FunctionalInterface
    public interface Content {
        XMLStreamReader open(XMLInputFactory factory) throws XMLStreamException;
    }

    /** Reads a whole file: what is wrong anywhere in it makes it unusable. */
    public static DeploymentDescriptor read(Content content) throws UnusableDescriptorException {
        try {
            XMLStreamReader reader = content.open(factory());
            try {
                return new ConstraintReader(reader, ROOTS).read();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new UnusableDescriptorException("it is not well-formed XML" + place(e.getLocation()));
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory(); // the JDK's, whatever else is on the class path
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing outside of the file is read");
        });
        return factory;
    }

    static String place(@Nullable Location location) {
        return location == null || location.getLineNumber() < 0
                ? ""
                : String.format(
                        Locale.ROOT, " (line %d, column %d)", location.getLineNumber(), location.getColumnNumber());
    }
}
