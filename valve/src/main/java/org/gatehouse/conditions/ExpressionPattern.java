package org.gatehouse.conditions;

import java.util.regex.Pattern;

/**
 * A regular expression. An expression of a careless administrator can take hours for a URL that an attacker chooses; so the
 * characters that it reads are counted. It can also nest deeper than the stack without reading much.
 */
record ExpressionPattern(Pattern expression) implements UrlPattern {
    @Override
    public boolean matches(String url, ReadBudget budget) throws StoppedException {
        try {
            return expression.matcher(budget.counted(url)).matches();
        } catch (ReadBudget.ReadsExhaustedException e) {
            throw new StoppedException("it reads more than " + ReadBudget.READS + " characters");
        } catch (StackOverflowError e) {
            throw new StoppedException("it nests too deeply");
        }
    }
}
