package org.gatehouse.lab.command;

/** Text for a command line that somebody pastes into a POSIX shell. */
final class Shell {
    private Shell() {}

    /** As it is if it means nothing to a shell, else in single quotes. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9@%+=:,./_-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
