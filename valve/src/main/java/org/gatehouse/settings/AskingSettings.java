package org.gatehouse.settings;

import java.util.Optional;

/**
 * Who is asked to sign in at all.
 *
 * @param conditions path of the file with the rules, as it was written; empty if there is none
 */
public record AskingSettings(Optional<String> conditions) {}
