package org.gatehouse.valve;

/** Who has put a constraint in front of an application. Tomcat's own objects do not tell. */
enum ConstraintOrigin {
    /** {@code /WEB-INF/web.xml}, or the file that stands for it ({@code altDDName}). */
    WEB_XML("web.xml"),
    /** Of all applications of this Tomcat. */
    SERVER("conf/web.xml"),
    /** Of all applications of the host. */
    HOST("web.xml.default"),
    /** What embeds Tomcat, before the start; or what changes the running application. */
    PROGRAM("a program"),
    /** A {@code web-fragment.xml}, an annotation or an initializer; and whatever else cannot be told. */
    LIBRARY("a library");

    private final String title;

    ConstraintOrigin(String title) {
        this.title = title;
    }

    /** Whether it is the application's own or the administrator's: only such a one says what needs no sign-in. */
    boolean isOwn() {
        return this != LIBRARY;
    }

    /** How messages call it. */
    String title() {
        return title;
    }
}
