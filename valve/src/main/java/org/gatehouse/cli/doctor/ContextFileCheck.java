package org.gatehouse.cli.doctor;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/** Whether a file that was named for its valve is of the right kind, and has one. */
record ContextFileCheck(XmlFile file) implements Check {
    private static final String AREA = "valve";
    private static final String ROOT = "Context";
    /** Those of server.xml: a context may be inside of them. */
    private static final Set<String> AROUND_CONTEXTS = Set.of("Server", "Service", "Engine", "Host");
    /** As many classes are enough for a line. */
    private static final int MAX_LISTED = 5;

    @Override
    public List<Finding> findings() {
        XmlElement root = file.root();
        if (!root.name().equals(ROOT) && !AROUND_CONTEXTS.contains(root.name())) {
            return List.of(Finding.error(
                    AREA,
                    file.label() + " is not a context file: its root is " + root + ", and Tomcat's is <Context>.",
                    remedy(root)));
        }
        return ValveElement.of(file).isEmpty()
                ? List.of(Finding.error(
                        AREA, file.label() + " holds no Gatehouse valve: " + found(root) + ".", example()))
                : List.of();
    }

    private static String remedy(XmlElement root) {
        if (root.name().equals("web-app") || root.name().equals("web-fragment")) {
            return "The valve is not configured in a web.xml. Name the file with the <Valve>, such as"
                    + " META-INF/context.xml or conf/context.xml.";
        }
        return AsciiCase.isSame(root.name(), ROOT)
                ? "Write <" + ROOT + ">: case matters."
                : "Name the file with the <Valve>, such as META-INF/context.xml or conf/context.xml.";
    }

    private String found(XmlElement root) {
        List<String> classes = file.elements().stream()
                .filter(element -> element.name().equals(ValveElement.NAME))
                .map(element -> element.attribute(ValveElement.CLASS_NAME, ""))
                .toList();
        if (classes.isEmpty()) {
            return "its root is " + root + ", and it has no <Valve>";
        }
        return "it has "
                + (classes.size() == 1 ? "one <Valve>, of the class " : classes.size() + " <Valve>s, of the classes ")
                + classes.stream().limit(MAX_LISTED).map(Printable::of).collect(Collectors.joining(", "))
                + (classes.size() > MAX_LISTED ? ", …" : "");
    }

    private static String example() {
        return "Add <Valve className=\"" + ValveElement.CLASS
                + "\" keytab=\"…\"/> to its <Context>, or name the file that has" + " it.";
    }
}
