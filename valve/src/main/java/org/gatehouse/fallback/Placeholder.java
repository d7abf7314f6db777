package org.gatehouse.fallback;

import java.util.Optional;
import java.util.stream.Stream;

/** What a template may name between a dollar sign with a brace and a closing brace. */
enum Placeholder {
    TITLE("title"),
    HEADING("heading"),
    TEXT("text"),
    SITE_NAME("siteName"),
    LANG("lang"),
    SITUATION("situation"),
    CODE("code"),
    REFERENCE("reference"),
    TIME("time"),
    DATETIME("datetime"),
    ONWARD_URL("onwardUrl"),
    OTHER_SIGN_IN("otherSignIn"),
    OTHER_SIGN_IN_URL("otherSignInUrl"),
    TRY_AGAIN("tryAgain"),
    TRY_AGAIN_URL("tryAgainUrl"),
    AUTOMATIC_SIGN_IN("automaticSignIn"),
    AUTOMATIC_SIGN_IN_URL("automaticSignInUrl"),
    SIGN_OUT("signOut"),
    SIGN_OUT_URL("signOutUrl"),
    BACK("back"),
    BACK_URL("backUrl"),
    HELP("help"),
    HELP_URL("helpUrl"),
    HELP_TEXT("helpText"),
    NONCE("nonce"),
    SCRIPT("script");

    private final String name;

    Placeholder(String name) {
        this.name = name;
    }

    static Optional<Placeholder> named(String name) {
        return Stream.of(values()).filter(value -> value.name.equals(name)).findFirst();
    }

    /** Whether its value has elements, which an attribute cannot hold. */
    boolean isMarkup() {
        return this == HELP || this == SCRIPT;
    }

    /** {@code ${siteName}}. */
    @Override
    public String toString() {
        return "${" + name + "}";
    }
}
