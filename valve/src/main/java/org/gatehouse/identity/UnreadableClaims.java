package org.gatehouse.identity;

/**
 * Why claims were left out that a PAC has. The sign-in goes on without them: an application that needs a claim finds it
 * missing, and denies.
 */
public enum UnreadableClaims {
    /** Old, and written by no known domain controller. */
    COMPRESSED_LZNT1("compressed-lznt1", "compressed with LZNT1"),
    /** Without Huffman codes; written by no known domain controller. */
    COMPRESSED_XPRESS("compressed-xpress", "compressed with plain XPRESS"),
    /** The format has a number that [MS-ADTS] 2.2.18.4 does not name. */
    COMPRESSED_UNKNOWN("compressed-unknown", "compressed in an unknown format"),
    /** The source has a number that [MS-ADTS] 2.2.18.3 does not name, so nobody knows what the claims rest on. */
    SOURCE_UNKNOWN("source-unknown", "from an unknown source"),
    /** The type has a number that [MS-ADTS] 2.2.18.2 does not name. Such a claim is sent without its values. */
    TYPE_UNKNOWN("type-unknown", "of an unknown type");

    private final String shortName;
    private final String text;

    UnreadableClaims(String shortName, String text) {
        this.shortName = shortName;
        this.text = text;
    }

    /** For counters. */
    public String shortName() {
        return shortName;
    }

    /** For a sentence such as {@code claims that are compressed with LZNT1}. */
    public String text() {
        return text;
    }
}
