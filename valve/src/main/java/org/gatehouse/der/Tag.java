package org.gatehouse.der;

/** Identifier octets (X.690 8.1.2) of the types in use. */
public final class Tag {
    public static final int INTEGER = 0x02;
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int ENUMERATED = 0x0a;
    public static final int UTF8_STRING = 0x0c;
    public static final int GENERALIZED_TIME = 0x18;
    public static final int GENERAL_STRING = 0x1b;
    public static final int SEQUENCE = 0x30;

    private Tag() {}

    /** {@code [APPLICATION number]}, constructed. */
    public static int application(int number) {
        return 0x60 | number;
    }

    /** {@code [number]}, constructed. */
    public static int context(int number) {
        return 0xa0 | number;
    }
}
