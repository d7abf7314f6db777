package org.gatehouse.lab.command;

import java.security.SecureRandom;
import java.util.Base64;

/** A password that an account is to have. */
record NewPassword(String text) {
    /** What Windows takes. */
    private static final int MAX_LENGTH = 256;

    private static final int RANDOM_BYTES = 18;

    /**
     * The one line that was typed.
     *
     * @throws CommandException if there is none, or more than one
     */
    static NewPassword typed(String input) throws CommandException {
        String text = input.endsWith("\r\n")
                ? input.substring(0, input.length() - 2)
                : input.endsWith("\n") ? input.substring(0, input.length() - 1) : input;
        return checked(text);
    }

    static NewPassword checked(String text) throws CommandException {
        if (text.isEmpty()) {
            throw CommandException.wrongUsage("the password is empty.");
        }
        if (text.length() > MAX_LENGTH) {
            throw CommandException.wrongUsage("the password is longer than " + MAX_LENGTH + " characters.");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw CommandException.wrongUsage("the password has a line break or another control character in it.");
        }
        return new NewPassword(text);
    }

    /** Letters, digits, hyphens and underscores, that nobody guesses. */
    static NewPassword random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new NewPassword(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return "a password";
    }
}
