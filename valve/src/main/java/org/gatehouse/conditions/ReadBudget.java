package org.gatehouse.conditions;

/** How many characters the expressions may read for one request, all of them together. Not for several threads. */
final class ReadBudget {
    /** A plain expression reads each character of a long URL a few times. */
    static final int READS = 20_000;

    private int left = READS;

    /** A text whose every read is counted. */
    CharSequence counted(String text) {
        return new CountedText(text, 0, text.length());
    }

    private void count() {
        if (left == 0) {
            throw new ReadsExhaustedException();
        }
        left--;
    }

    /** The budget is used up. It comes out of the JDK's matcher, which knows no checked exceptions. */
    static final class ReadsExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ReadsExhaustedException() {
            super("too many reads", null, false, false);
        }
    }

    private final class CountedText implements CharSequence {
        private final String text;
        private final int from;
        private final int to;

        CountedText(String text, int from, int to) {
            this.text = text;
            this.from = from;
            this.to = to;
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            count();
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text, from + start, from + end);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
