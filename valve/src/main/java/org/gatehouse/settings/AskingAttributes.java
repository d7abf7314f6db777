package org.gatehouse.settings;

import java.util.List;
import java.util.Optional;

/** The attributes that say who is asked to sign in at all. */
public final class AskingAttributes {
    @SuppressWarnings("OptionalMapToOptional") // the attribute's value is optional itself
    public static final Attribute<Optional<String>> CONDITIONS = new Attribute<>(
            "conditions",
            LegalValues.one("a path; a relative one is below `catalina.base`", text -> Optional.of(Optional.of(text))),
            Optional.empty(),
            new AttributeRow(
                    "The file that says which requests are asked to sign in, and what is open to everybody; see"
                            + " [conditions](#conditions). It is reloaded when it changes.",
                    "Anyone who can write it can open the application to everybody.",
                    "none: every request that needs a sign-in is asked"),
            "Name the file: conditions=\"${catalina.base}/conf/sso-conditions.xml\".");

    private AskingAttributes() {}

    /** In the order of the documentation. */
    static List<Attribute<?>> all() {
        return List.of(CONDITIONS);
    }

    static AskingSettings read(WrittenAttributes attributes) {
        return new AskingSettings(attributes.get(CONDITIONS));
    }
}
