package org.gatehouse.kerberos;

import static org.gatehouse.wire.Hex.hex;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;

/** The decrypted parts of an AP-REQ as a KDC and a client write them, with the optional fields that a test asks for. */
final class PlainParts {
    static final Instant AUTH_TIME = Instant.parse("2026-11-22T08:00:00Z");
    static final Instant START_TIME = Instant.parse("2026-11-22T09:00:00Z");
    static final Instant END_TIME = Instant.parse("2026-11-22T18:00:00Z");
    static final Instant RENEW_TILL = Instant.parse("2026-11-29T08:00:00Z");
    static final Instant CLIENT_TIME = Instant.parse("2026-11-22T10:15:00Z");

    private PlainParts() {}

    static Consumer<DerWriter> startTime() {
        return der -> der.time(6, START_TIME);
    }

    static Consumer<DerWriter> renewTill() {
        return der -> der.time(8, RENEW_TILL);
    }

    /** HostAddresses with one of IPv4 (RFC 4120 §5.2.5). */
    static Consumer<DerWriter> caddr() {
        return der -> {
            int addresses = der.beginExplicit(9, Tag.SEQUENCE);
            int address = der.begin(Tag.SEQUENCE);
            der.integer(0, 2);
            der.octets(1, hex("c0 00 02 01"));
            der.end(address);
            der.endExplicit(addresses);
        };
    }

    static Consumer<DerWriter> authorizationData(int number, int... adTypes) {
        return der -> {
            int data = der.beginExplicit(number, Tag.SEQUENCE);
            for (int adType : adTypes) {
                int element = der.begin(Tag.SEQUENCE);
                der.integer(0, adType);
                der.octets(1, hex("01 02 03"));
                der.end(element);
            }
            der.endExplicit(data);
        };
    }

    static Consumer<DerWriter> subkey() {
        return key(6, hex("aa bb cc"));
    }

    static Consumer<DerWriter> seqNumber(long value) {
        return der -> der.integer(7, value);
    }

    static Consumer<DerWriter> checksum(int type, Bytes content) {
        return der -> {
            int cksum = der.beginExplicit(3, Tag.SEQUENCE);
            der.integer(0, type);
            der.octets(1, content);
            der.endExplicit(cksum);
        };
    }

    /** @param startTime before the end time, and {@code tail} after it */
    static Bytes encTicketPart(Consumer<DerWriter> startTime, List<Consumer<DerWriter>> tail) {
        DerWriter der = new DerWriter();
        int part = der.begin(Tag.application(3));
        int sequence = der.begin(Tag.SEQUENCE);
        der.flags(0, 0x40a10000);
        key(1, hex("0102 0304")).accept(der);
        der.string(2, "EXAMPLE.COM");
        new PrincipalName(1, List.of("alice", "admin")).write(der, 3);
        int transited = der.beginExplicit(4, Tag.SEQUENCE);
        der.integer(0, 1);
        der.octets(1, Bytes.EMPTY);
        der.endExplicit(transited);
        der.time(5, AUTH_TIME);
        startTime.accept(der);
        der.time(7, END_TIME);
        tail.forEach(field -> field.accept(der));
        der.end(sequence);
        der.end(part);
        return der.toBytes();
    }

    /** @param cksum before the time, and {@code tail} after it */
    static Bytes authenticator(Consumer<DerWriter> cksum, List<Consumer<DerWriter>> tail) {
        DerWriter der = new DerWriter();
        int authenticator = der.begin(Tag.application(2));
        int sequence = der.begin(Tag.SEQUENCE);
        der.integer(0, 5);
        der.string(1, "EXAMPLE.COM");
        new PrincipalName(1, List.of("alice")).write(der, 2);
        cksum.accept(der);
        der.integer(4, 123_456);
        der.time(5, CLIENT_TIME);
        tail.forEach(field -> field.accept(der));
        der.end(sequence);
        der.end(authenticator);
        return der.toBytes();
    }

    private static Consumer<DerWriter> key(int number, Bytes value) {
        return der -> {
            int key = der.beginExplicit(number, Tag.SEQUENCE);
            der.integer(0, 18);
            der.octets(1, value);
            der.endExplicit(key);
        };
    }
}
