package org.gatehouse.conditions;

/** What URLs are compared with: a text with stars, or a regular expression. */
sealed interface UrlPattern permits StarPattern, ExpressionPattern {
    /**
     * Whether the whole URL matches.
     *
     * @throws StoppedException if that cannot be told within the bounds
     */
    boolean matches(String url, ReadBudget budget) throws StoppedException;
}
