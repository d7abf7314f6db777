package org.gatehouse.acceptor;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.kerberos.EncryptedData;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.KeySource;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * A KDC and a client in one, that lie on demand: makes tokens of alice for HTTP/portal.example.com which are right in
 * everything that a test does not change.
 */
public final class Forge {
    public static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
    public static final String REALM = "EXAMPLE.COM";
    public static final String SPN = "HTTP/portal.example.com";
    public static final byte[] SERVICE_KEY =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    public static final byte[] SESSION_KEY =
            HexFormat.of().parseHex("f0e0d0c0b0a090807060504030201000f1e1d1c1b1a191817161514131211101");

    private static final int TRANSITED_POLICY_CHECKED = 1 << (31 - 12);
    private static final Cryptosystem ENGINES = new Cryptosystem(new SecureRandom());

    public int apReqTag = Tag.application(14);
    public int pvno = 5;
    public int msgType = 14;
    public int apOptions;
    public int tokId = 0x0100;
    public Bytes framingOid = MechanismOid.KERBEROS.content();
    public String realm = REALM;
    public String sname = SPN;
    public EncryptionType ticketType = EncryptionType.AES256_CTS_HMAC_SHA1_96;
    public int ticketEtype = 18;
    public OptionalLong kvno = OptionalLong.of(7);
    public byte[] serviceKey = SERVICE_KEY;
    public int sessionEtype = 18;
    /** The encrypted part of the ticket that the client has; empty for another ticket with each token. */
    public Bytes sealedTicket = Bytes.EMPTY;

    public byte[] sessionKey = SESSION_KEY;
    public byte[] authenticatorKey = SESSION_KEY;
    public int authenticatorEtype = 18;
    public int flags = TRANSITED_POLICY_CHECKED;
    public String crealm = REALM;
    public List<String> cname = List.of("alice");
    public String authenticatorRealm = REALM;
    public List<String> authenticatorName = List.of("alice");
    public int transitedType = 1;
    public String transited = "";
    public Instant authTime = NOW.minus(1, ChronoUnit.HOURS);
    public Instant startTime = NOW.minus(1, ChronoUnit.HOURS);
    public Instant endTime = NOW.plus(9, ChronoUnit.HOURS);
    public Consumer<DerWriter> ticketAuthorizationData = der -> {};
    public Consumer<DerWriter> authenticatorAuthorizationData = der -> {};
    public int authenticatorVersion = 5;
    public int checksumType = 0x8003;
    public byte[] checksum = gssChecksum(0);
    public Instant ctime = NOW;
    public int cusec = 123_456;
    public Consumer<DerWriter> subkey = der -> {};
    public OptionalLong seqNumber = OptionalLong.of(4711);
    /** What is sealed in place of the EncTicketPart. */
    public UnaryOperator<Bytes> sealedInTicket = UnaryOperator.identity();
    /** What is sealed in place of the Authenticator. */
    public UnaryOperator<Bytes> sealedInAuthenticator = UnaryOperator.identity();

    /** A forge with something changed. */
    public static Forge with(Consumer<Forge> change) {
        Forge forge = new Forge();
        change.accept(forge);
        return forge;
    }

    /** Ticket, session key and authenticator of one type, with keys of its length. */
    public Forge ofType(EncryptionType type) {
        ticketType = type;
        ticketEtype = type.number();
        serviceKey = Arrays.copyOf(SERVICE_KEY, type.keyLength());
        sessionEtype = type.number();
        sessionKey = Arrays.copyOf(SESSION_KEY, type.keyLength());
        authenticatorEtype = type.number();
        authenticatorKey = sessionKey;
        return this;
    }

    /** A MIC token (RFC 4121 §4.2.6.1) under the session key, which is what signs while nobody has a subkey. */
    public static Bytes mic(int usage, int flags, Bytes text, long seqNumber) {
        byte[] header = HexFormat.of().parseHex(String.format("0404%02xffffffffff%016x", flags, seqNumber));
        EncryptionKey key = new EncryptionKey(EncryptionType.AES256_CTS_HMAC_SHA1_96, SecretBytes.copyOf(SESSION_KEY));
        KeyUsage sign = usage == KeyUsage.ACCEPTOR_SIGN.number() ? KeyUsage.ACCEPTOR_SIGN : KeyUsage.INITIATOR_SIGN;
        DerWriter token = new DerWriter();
        token.raw(Bytes.of(header));
        token.raw(ENGINES.checksumKey(key, sign).mic(text, Bytes.of(header)));
        return token.toBytes();
    }

    /** Content of a checksum 0x8003 without channel bindings. */
    public static byte[] gssChecksum(int gssFlags) {
        byte[] checksum = new byte[24];
        checksum[0] = 16;
        checksum[20] = (byte) gssFlags;
        return checksum;
    }

    /** Content of a checksum 0x8003 with a delegated ticket: {@code length} bytes, of which {@code there} are there. */
    public static byte[] delegating(int option, int length, int there) {
        byte[] checksum = Arrays.copyOf(gssChecksum(1), 28 + there);
        checksum[24] = (byte) option;
        checksum[26] = (byte) length;
        checksum[27] = (byte) (length >>> 8);
        return checksum;
    }

    /** Writes an EncryptionKey. */
    public static Consumer<DerWriter> key(int number, int etype, byte[] value) {
        return der -> {
            int key = der.beginExplicit(number, Tag.SEQUENCE);
            der.integer(0, etype);
            der.octets(1, Bytes.of(value));
            der.endExplicit(key);
        };
    }

    /** Writes authorization data of one element. */
    public static Consumer<DerWriter> authorizationData(int number, int adType) {
        return der -> {
            int data = der.beginExplicit(number, Tag.SEQUENCE);
            int element = der.begin(Tag.SEQUENCE);
            der.integer(0, adType);
            der.octets(1, Bytes.of(new byte[] {1, 2, 3}));
            der.end(element);
            der.endExplicit(data);
        };
    }

    /** The keytab's keys that open what a forge makes unless told otherwise. */
    public static ServiceKeys keys() {
        return keys(
                entry(SPN, 7, 18, SERVICE_KEY),
                entry(SPN, 6, 18, Arrays.copyOf(new byte[] {6}, 32)),
                entry(SPN, 7, 17, new byte[16]));
    }

    public static ServiceKeys keys(Keytab.Entry... entries) {
        return keys(EncryptionType.DEFAULT, entries);
    }

    public static ServiceKeys keys(Set<EncryptionType> accepted, Keytab.Entry... entries) {
        return ServiceKeys.of(new Keytab(List.of(entries)), KeySource.keytab("http.keytab"), ENGINES, accepted);
    }

    public static Keytab.Entry entry(String name, long kvno, int etype, byte[] key) {
        return new Keytab.Entry(REALM, name(Arrays.asList(name.split("/"))), kvno, etype, SecretBytes.copyOf(key));
    }

    /** SPNEGO as Windows sends it: Microsoft's identifier first. */
    public Bytes spnego() {
        return spnego(List.of(
                MechanismOid.MS_KERBEROS.content(), MechanismOid.KERBEROS.content(), MechanismOid.NTLMSSP.content()));
    }

    /** SPNEGO with these mechanisms and the Kerberos token. */
    public Bytes spnego(List<Bytes> mechTypes) {
        return negTokenInit(mechTypes, kerberos());
    }

    /** SPNEGO with these mechanisms and a token of any kind; none if it is empty. */
    public static Bytes negTokenInit(List<Bytes> mechTypes, Bytes mechToken) {
        return negTokenInit(mechTypes, mechToken, Bytes.EMPTY);
    }

    /** The same with a signature; none if it is empty. */
    public static Bytes negTokenInit(List<Bytes> mechTypes, Bytes mechToken, Bytes mechListMic) {
        DerWriter der = new DerWriter();
        int init = der.begin(Tag.context(0));
        int sequence = der.begin(Tag.SEQUENCE);
        int types = der.beginExplicit(0, Tag.SEQUENCE);
        mechTypes.forEach(der::oid);
        der.endExplicit(types);
        if (!mechToken.isEmpty()) {
            der.octets(2, mechToken);
        }
        if (!mechListMic.isEmpty()) {
            der.octets(3, mechListMic);
        }
        der.end(sequence);
        der.end(init);
        return new InitialContextToken(MechanismOid.SPNEGO.content(), der.toBytes()).encode();
    }

    /** The Kerberos mechanism's token, framed. */
    public Bytes kerberos() {
        DerWriter inner = new DerWriter();
        inner.raw(Bytes.of(new byte[] {(byte) (tokId >>> 8), (byte) tokId}));
        inner.raw(apReq());
        return new InitialContextToken(framingOid, inner.toBytes()).encode();
    }

    public Bytes apReq() {
        DerWriter der = new DerWriter();
        int apReq = der.begin(apReqTag);
        int sequence = der.begin(Tag.SEQUENCE);
        der.integer(0, pvno);
        der.integer(1, msgType);
        der.flags(2, apOptions);
        int ticket = der.beginExplicit(3, Tag.application(1));
        int ticketSequence = der.begin(Tag.SEQUENCE);
        der.integer(0, 5);
        der.string(1, realm);
        name(Arrays.asList(sname.split("/"))).write(der, 2);
        new EncryptedData(ticketEtype, kvno, sealedTicket.isEmpty() ? newTicket() : sealedTicket).write(der, 3);
        der.end(ticketSequence);
        der.endExplicit(ticket);
        Bytes sealed = seal(
                EncryptionType.of(sessionEtype)
                        .filter(type -> type.keyLength() == authenticatorKey.length)
                        .orElse(EncryptionType.AES256_CTS_HMAC_SHA1_96),
                authenticatorKey,
                KeyUsage.AP_REQ_AUTHENTICATOR,
                sealedInAuthenticator.apply(authenticator()));
        new EncryptedData(authenticatorEtype, OptionalLong.empty(), sealed).write(der, 4);
        der.end(sequence);
        der.end(apReq);
        return der.toBytes();
    }

    /** A client that uses one ticket for all of its tokens, as clients do. */
    public Forge withOneTicket() {
        sealedTicket = newTicket();
        return this;
    }

    private Bytes newTicket() {
        return seal(ticketType, serviceKey, KeyUsage.TICKET, sealedInTicket.apply(encTicketPart()));
    }

    private Bytes encTicketPart() {
        DerWriter der = new DerWriter();
        int part = der.begin(Tag.application(3));
        int sequence = der.begin(Tag.SEQUENCE);
        der.flags(0, flags);
        key(1, sessionEtype, sessionKey).accept(der);
        der.string(2, crealm);
        name(cname).write(der, 3);
        int transitedEncoding = der.beginExplicit(4, Tag.SEQUENCE);
        der.integer(0, transitedType);
        der.octets(1, Bytes.of(transited.getBytes(StandardCharsets.US_ASCII)));
        der.endExplicit(transitedEncoding);
        der.time(5, authTime);
        der.time(6, startTime);
        der.time(7, endTime);
        ticketAuthorizationData.accept(der);
        der.end(sequence);
        der.end(part);
        return der.toBytes();
    }

    private Bytes authenticator() {
        DerWriter der = new DerWriter();
        int authenticator = der.begin(Tag.application(2));
        int sequence = der.begin(Tag.SEQUENCE);
        der.integer(0, authenticatorVersion);
        der.string(1, authenticatorRealm);
        name(authenticatorName).write(der, 2);
        int cksum = der.beginExplicit(3, Tag.SEQUENCE);
        der.integer(0, checksumType);
        der.octets(1, Bytes.of(checksum));
        der.endExplicit(cksum);
        der.integer(4, cusec);
        der.time(5, ctime);
        subkey.accept(der);
        seqNumber.ifPresent(number -> der.integer(7, number));
        authenticatorAuthorizationData.accept(der);
        der.end(sequence);
        der.end(authenticator);
        return der.toBytes();
    }

    private static Bytes seal(EncryptionType type, byte[] key, KeyUsage usage, Bytes plaintext) {
        return ENGINES.specificKey(new EncryptionKey(type, SecretBytes.copyOf(key)), usage)
                .encrypt(plaintext);
    }

    private static PrincipalName name(List<String> components) {
        return new PrincipalName(1, components);
    }
}
