package org.gatehouse.cli.portalguard;

import java.util.function.Function;

/** What became of an entry: a text for the conditions, perhaps with a remark, or nothing. */
sealed interface ImportedEntry {
    /** What is to be done with each. */
    <T> T fold(Function<Kept, T> kept, Function<LeftOut, T> leftOut);

    /** Without a remark. */
    static ImportedEntry kept(String text) {
        return new Kept(text, false, "");
    }

    static ImportedEntry changed(String text, String remark) {
        return new Kept(text, false, remark);
    }

    static ImportedEntry leftOut(String remark) {
        return new LeftOut(remark);
    }

    /**
     * An entry of the conditions.
     *
     * @param isExpression whether the text is a regular expression
     * @param remark half a sentence that follows the entry; empty if there is nothing to say
     */
    record Kept(String text, boolean isExpression, String remark) implements ImportedEntry {
        @Override
        public <T> T fold(Function<Kept, T> kept, Function<LeftOut, T> leftOut) {
            return kept.apply(this);
        }
    }

    /**
     * An entry that has no place in the conditions.
     *
     * @param remark half a sentence that follows the entry
     */
    record LeftOut(String remark) implements ImportedEntry {
        @Override
        public <T> T fold(Function<Kept, T> kept, Function<LeftOut, T> leftOut) {
            return leftOut.apply(this);
        }
    }
}
