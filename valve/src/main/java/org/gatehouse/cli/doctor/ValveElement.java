package org.gatehouse.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/** An element that is this valve, or was meant to be. XML knows cases: Tomcat skips an element that it does not know. */
record ValveElement(XmlElement element) {
    static final String CLASS = "org.gatehouse.valve.SsoAuthenticator";
    static final String NAME = "Valve";
    static final String CLASS_NAME = "className";

    private static final String AREA = "valve";

    /** Those of a file. */
    static List<ValveElement> of(XmlFile file) {
        return file.elements().stream()
                .filter(element -> AsciiCase.isSame(element.name(), NAME))
                .map(ValveElement::new)
                .filter(ValveElement::isMeant)
                .toList();
    }

    private boolean isMeant() {
        String type = type();
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.contains("gatehouse") || lower.endsWith("ssoauthenticator");
    }

    /** The class, however its attribute is spelled. */
    private String type() {
        return element.spelling(CLASS_NAME)
                .map(name -> element.attribute(name, ""))
                .orElse("")
                .strip();
    }

    /** What keeps Tomcat from making the valve of it. */
    Optional<Finding> problem() {
        Optional<String> written = element.spelling(CLASS_NAME);
        if (!element.name().equals(NAME)) {
            return Optional.of(error(
                    element + " is not an element that Tomcat knows. It skips it without a word.",
                    "Write <" + NAME + ">: case matters."));
        }
        if (written.filter(CLASS_NAME::equals).isEmpty()) {
            return Optional.of(error(
                    "<Valve> has the attribute " + written.map(Printable::of).orElse("") + ", and Tomcat looks for "
                            + CLASS_NAME + ".",
                    "Write " + CLASS_NAME + ": case matters."));
        }
        String type = element.attribute(CLASS_NAME, "");
        return type.equals(CLASS)
                ? Optional.empty()
                : Optional.of(
                        error("there is no class " + Printable.of(type) + ".", CLASS_NAME + "=\"" + CLASS + "\""));
    }

    private Finding error(String fact, String remedy) {
        return Finding.error(AREA, element.place() + ": " + fact, remedy);
    }
}
