package org.gatehouse.conditions;

/** The kinds of rules, in the order in which they are asked. */
public enum RuleKind {
    OPEN("open"),
    DISABLED("disabled"),
    OPT_OUT("opt-out cookie"),
    ADDRESS("client address"),
    HOST("host"),
    URL("URL"),
    BROWSER("browser");

    private final String words;

    RuleKind(String words) {
        this.words = words;
    }

    /** For people. */
    @Override
    public String toString() {
        return words;
    }
}
