package org.gatehouse.fallback;

/** What has happened, in the eyes of the user who reads the page. */
public enum Situation {
    /** The first challenge was rendered: the browser did not answer it. */
    ASKED("asked"),
    /** A token came and was refused. */
    REFUSED("refused"),
    /** The browser sent NTLM, which is not accepted here. */
    NTLM("ntlm"),
    /** The rules say that such a client is not asked. */
    NOT_ASKED("notAsked"),
    /** Automatic sign-in is switched off in this browser. */
    OPTED_OUT("optedOut"),
    /** The user is back from the other sign-in, and not signed in. */
    CAME_BACK("cameBack"),
    /** Nobody can be signed in at the moment. */
    UNAVAILABLE("unavailable"),
    /** The user chooses how to sign in. */
    CHOOSE("choose"),
    /** The user is asked before the session ends. */
    SIGN_OUT("signOut"),
    /** The session has ended. */
    SIGNED_OUT("signedOut");

    private final String key;

    Situation(String key) {
        this.key = key;
    }

    /** The first part of the keys of its texts; a template sees it as {@code ${situation}}. */
    String key() {
        return key;
    }
}
