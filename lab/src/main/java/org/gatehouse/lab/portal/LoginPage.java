package org.gatehouse.lab.portal;

/** The portal's form for user name and password. What comes of them, Tomcat decides. */
final class LoginPage {
    private static final String FORM = """
            <section class="narrow">
            <h1>Sign in</h1>
            %s<form method="post" action="/j_security_check">
            <label for="user">User name</label>
            <input id="user" name="j_username" value="%s" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="256" required%s>
            <label for="password">Password</label>
            <input id="password" name="j_password" type="password" autocomplete="current-password" maxlength="256" required%s>
            <button class="button" type="submit">Sign in</button>
            </form>
            <p class="soft">With the account of your computer: <code>alice</code>, or with its domain, <code>carol@<wbr>PARTNER.LOCALHOST</code>.</p>
            </section>
            """;

    private LoginPage() {}

    /** Before anything was typed. */
    static Page asking() {
        return Page.withForm(
                "Sign in",
                FORM.formatted("<p>This page needs to know who you are.</p>\n", "", " autofocus", ""),
                "Sign in with user name and password: send j_username and j_password to /j_security_check.\n");
    }

    /**
     * After a refusal. It is the same for every reason: who does not know the password must not learn what is wrong with the
     * account.
     *
     * @param typed the user name, from outside
     */
    static Page refusing(String typed) {
        return Page.withForm(
                "Sign in: that did not work",
                FORM.formatted(
                        "<p class=\"bad\" role=\"alert\">That user name and password do not sign you in. Check both, and"
                                + " whether your account can sign in at your computer.</p>\n",
                        Html.escape(typed),
                        "",
                        " autofocus"),
                "That user name and password do not sign you in.\n");
    }
}
