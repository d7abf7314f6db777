package org.gatehouse.settings.descriptor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Collects constraints where Tomcat does: by the path of an element's names, whatever their namespace. Text is trimmed, as
 * Tomcat trims it.
 */
final class ConstraintReader {
    /** The schema needs eight. */
    private static final int MAX_DEPTH = 64;

    private static final String CONSTRAINT = "/security-constraint";
    private static final String COLLECTION = CONSTRAINT + "/web-resource-collection";
    private static final String AUTH_CONSTRAINT = CONSTRAINT + "/auth-constraint";

    private final XMLStreamReader reader;
    private final Set<String> roots;
    /** Of the open elements, the outermost first. */
    private final Deque<String> names = new ArrayDeque<>();
    /** Of each open element, without that of the elements in it. */
    private final Deque<StringBuilder> texts = new ArrayDeque<>();

    private final List<DescribedConstraint> constraints = new ArrayList<>();
    private List<DescribedCollection> collections = new ArrayList<>();
    private Set<String> roles = new TreeSet<>();
    private boolean authConstraint;
    private List<String> patterns = new ArrayList<>();
    private List<String> methods = new ArrayList<>();
    private List<String> omittedMethods = new ArrayList<>();

    ConstraintReader(XMLStreamReader reader, Set<String> roots) {
        this.reader = reader;
        this.roots = roots;
    }

    DeploymentDescriptor read() throws XMLStreamException, UnusableDescriptorException {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(unprefixed(reader.getLocalName()));
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new UnusableDescriptorException(
                            "it uses an entity of its own" + DeploymentDescriptor.place(reader.getLocation()));
                default -> {} // comments, instructions, the document type
            }
        }
        return new DeploymentDescriptor(constraints);
    }

    /** The reader knows no namespaces: a name may have a prefix. */
    private static String unprefixed(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private void begin(String name) throws UnusableDescriptorException {
        if (names.isEmpty() && !roots.contains(name)) {
            throw new UnusableDescriptorException("it is not a deployment descriptor: its root is not <web-app>");
        }
        if (names.size() == MAX_DEPTH) {
            throw new UnusableDescriptorException("it is nested deeper than " + MAX_DEPTH + " elements"
                    + DeploymentDescriptor.place(reader.getLocation()));
        }
        names.addLast(name);
        texts.addLast(new StringBuilder());
        switch (path()) {
            case CONSTRAINT -> {
                collections = new ArrayList<>();
                roles = new TreeSet<>();
                authConstraint = false;
            }
            case COLLECTION -> {
                patterns = new ArrayList<>();
                methods = new ArrayList<>();
                omittedMethods = new ArrayList<>();
            }
            case AUTH_CONSTRAINT -> authConstraint = true;
            default -> {} // says nothing of what is covered
        }
    }

    private void text() {
        if (!texts.isEmpty()) {
            texts.getLast().append(reader.getText());
        }
    }

    private void end() {
        String text = texts.removeLast().toString().trim();
        String path = path();
        names.removeLast();
        switch (path) {
            case COLLECTION + "/url-pattern" -> patterns.add(text);
            case COLLECTION + "/http-method" -> methods.add(text);
            case COLLECTION + "/http-method-omission" -> omittedMethods.add(text);
            case AUTH_CONSTRAINT + "/role-name" -> roles.add(text);
            case COLLECTION -> collections.add(new DescribedCollection(patterns, methods, omittedMethods));
            case CONSTRAINT -> constraints.add(new DescribedConstraint(collections, roles, authConstraint));
            default -> {} // says nothing of what is covered
        }
    }

    /** Below the root. */
    private String path() {
        return names.stream().skip(1).map(name -> "/" + name).collect(Collectors.joining());
    }
}
