package org.gatehouse.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatehouse.text.Printable;

/** The bits of {@code msDS-SupportedEncryptionTypes} ([MS-KILE] 2.2.7) by the names that people know. */
final class EncryptionTypes {
    static final int RC4 = 0x04;
    static final int AES128 = 0x08;
    static final int AES256 = 0x10;
    static final int ALL = RC4 | AES128 | AES256;

    /** What an account without the attribute has keys of. */
    private static final int DEFAULT = AES128 | AES256;

    private EncryptionTypes() {}

    /** {@code aes256,rc4}. */
    static int parse(String list) throws CommandException {
        int types = 0;
        for (String name : list.split(",", -1)) {
            types |= switch (name.strip().toLowerCase(Locale.ROOT)) {
                case "aes256", "aes256-sha1", "aes256-cts-hmac-sha1-96" -> AES256;
                case "aes128", "aes128-sha1", "aes128-cts-hmac-sha1-96" -> AES128;
                case "rc4", "rc4-hmac", "arcfour-hmac" -> RC4;
                default ->
                    throw CommandException.wrongUsage(
                            "'" + Printable.of(name) + "' is no encryption type of this lab: aes256, aes128, rc4.");
            };
        }
        return types;
    }

    /** As {@code ktpass /crypto} has them. */
    static int ofKtpass(String name) throws CommandException {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "AES256-SHA1" -> AES256;
            case "AES128-SHA1" -> AES128;
            case "RC4-HMAC-NT" -> RC4;
            case "ALL" -> ALL;
            case "DES-CBC-CRC", "DES-CBC-MD5" ->
                throw CommandException.wrongUsage(
                        "DES is broken; this lab has it as little as current Windows has (RFC 6649).");
            default ->
                throw CommandException.wrongUsage(
                        "-crypto is AES256-SHA1, AES128-SHA1, RC4-HMAC-NT or All, not '" + Printable.of(name) + "'.");
        };
    }

    /** Of the attribute's value, those that an account has keys of: {@code aes256-sha1 aes128-sha1}. */
    static String describe(int attribute) {
        int types = effective(attribute);
        List<String> names = new ArrayList<>();
        add(names, types & AES256, "aes256-sha1");
        add(names, types & AES128, "aes128-sha1");
        add(names, types & RC4, "rc4-hmac");
        return String.join(" ", names);
    }

    static int effective(int attribute) {
        return (attribute & ALL) == 0 ? DEFAULT : attribute & ALL;
    }

    /** The one that the KDC seals tickets with. */
    static int strongest(int attribute) {
        return Integer.highestOneBit(effective(attribute));
    }

    private static void add(List<String> names, int bit, String name) {
        if (bit != 0) {
            names.add(name);
        }
    }
}
